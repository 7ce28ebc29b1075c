package io.vipgate.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of the world outside the JVM, which can only be polled. */
public final class Await {
  private static final long POLL_NS = Duration.ofMillis(5).toNanos();

  private Await() {}

  /**
   * Returns once the condition holds.
   *
   * @param what names the condition in the error
   * @throws LabException if it does not hold within the deadline, or the thread is interrupted
   */
  public static void until(String what, Duration deadline, BooleanSupplier condition) {
    until(what, deadline, condition, () -> "");
  }

  /** As {@link #until(String, Duration, BooleanSupplier)}, with evidence added to the error. */
  public static void until(
      String what, Duration deadline, BooleanSupplier condition, Supplier<String> evidence) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new LabException("interrupted while waiting: " + what);
      }
      if (System.nanoTime() - end >= 0) {
        throw new LabException(
            "condition: %s: value: false after %d ms (expected: true)%s"
                .formatted(what, deadline.toMillis(), onNewLine(evidence.get())));
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static String onNewLine(String evidence) {
    return evidence.isEmpty() ? "" : "\n" + evidence;
  }
}
