package io.vipgate.app.runtime;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits without any native call: a worker has no raw socket to watch, so it never loads jnr. */
public final class ParkWaiter implements Waiter {
  private final Semaphore wakeups = new Semaphore(0);

  @Override
  public boolean await(long timeoutNs) {
    try {
      if (wakeups.tryAcquire(Math.max(0, timeoutNs), TimeUnit.NANOSECONDS)) {
        wakeups.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void wakeup() {
    wakeups.release();
  }

  @Override
  public void close() {}
}
