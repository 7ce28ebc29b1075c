package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of this process, all its threads together: CLOCK_PROCESS_CPUTIME_ID of
 * clock_gettime(2). For one thread at a time.
 */
public final class CpuTime {
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final int TIMESPEC_SIZE = 16;

  private final NativeMemory timespec = NativeMemory.allocate(TIMESPEC_SIZE);

  /** Nanoseconds since the process began. */
  public long nowNs() {
    int result = LibC.clockGettime(CLOCK_PROCESS_CPUTIME_ID, timespec);
    if (result < 0) {
      throw new IllegalStateException(
          "clock_gettime(CLOCK_PROCESS_CPUTIME_ID): value: "
              + Errno.nameOf(-result)
              + " (expected: Linux 2.6.12 or later)");
    }
    ByteBuffer time = timespec.bytes();
    return TimeUnit.SECONDS.toNanos(time.getLong(0)) + time.getLong(Long.BYTES);
  }
}
