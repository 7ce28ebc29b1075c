package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A monotonic clock that counts the time for which the machine was suspended, too: CLOCK_BOOTTIME
 * of clock_gettime(2). {@link System#nanoTime} stands still meanwhile, and whoever goes by it wakes
 * up without knowing that it is late.
 */
public final class BootClock {
  private static final int CLOCK_BOOTTIME = 7;
  private static final int TIMESPEC_SIZE = 16;

  private static final ThreadLocal<NativeMemory> TIMESPEC =
      ThreadLocal.withInitial(() -> NativeMemory.allocate(TIMESPEC_SIZE));

  private BootClock() {}

  /** Nanoseconds since the machine booted; from any thread. */
  public static long nowNs() {
    NativeMemory timespec = TIMESPEC.get();
    int result = LibC.clockGettime(CLOCK_BOOTTIME, timespec);
    if (result < 0) {
      throw new IllegalStateException(
          "clock_gettime(CLOCK_BOOTTIME): value: "
              + Errno.nameOf(-result)
              + " (expected: Linux 2.6.39 or later)");
    }
    ByteBuffer time = timespec.bytes();
    return TimeUnit.SECONDS.toNanos(time.getLong(0)) + time.getLong(Long.BYTES);
  }
}
