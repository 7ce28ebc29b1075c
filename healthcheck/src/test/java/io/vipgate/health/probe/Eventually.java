package io.vipgate.health.probe;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true soon. */
public final class Eventually {
  private static final long LIMIT_NS = Duration.ofSeconds(5).toNanos();

  private Eventually() {}

  /** Until it holds, or the time is up. */
  public static boolean await(BooleanSupplier condition) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > LIMIT_NS) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }
}
