package io.vipgate.app.vrrp;

import io.vipgate.app.runtime.Waiter;
import io.vipgate.linux.Poller;
import java.io.IOException;

/** Waits in epoll_wait(2) for packets, for the kernel's news and for wake-ups. */
public final class PollWaiter implements Waiter {
  private final Poller poller;

  public PollWaiter(Poller poller) {
    this.poller = poller;
  }

  @Override
  public boolean await(long timeoutNs) throws IOException {
    return poller.await(Math.max(0, timeoutNs)) > 0;
  }

  @Override
  public void wakeup() {
    poller.wakeup();
  }

  /** Left to whoever opened the poller: wake-ups may still come while the loop ends. */
  @Override
  public void close() {}
}
