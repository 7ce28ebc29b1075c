package io.vipgate.app.vrrp;

import io.vipgate.app.runtime.Waiter;

/** Never waits and never hears anything: for a loop that does not turn, since the test does it. */
final class IdleWaiter implements Waiter {
  @Override
  public boolean await(long timeoutNs) {
    return false;
  }

  @Override
  public void wakeup() {}

  @Override
  public void close() {}
}
