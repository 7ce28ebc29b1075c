package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of this process, all its threads together, or of the thread that asks:
 * CLOCK_PROCESS_CPUTIME_ID and CLOCK_THREAD_CPUTIME_ID of clock_gettime(2). For one thread at a
 * time.
 */
public final class CpuTime {
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;
  private static final int TIMESPEC_SIZE = 16;

  private final int clock;
  private final NativeMemory timespec = NativeMemory.allocate(TIMESPEC_SIZE);

  private CpuTime(int clock) {
    this.clock = clock;
  }

  public static CpuTime ofProcess() {
    return new CpuTime(CLOCK_PROCESS_CPUTIME_ID);
  }

  public static CpuTime ofCallingThread() {
    return new CpuTime(CLOCK_THREAD_CPUTIME_ID);
  }

  /** Nanoseconds since the process, or the thread, began. */
  public long nowNs() {
    int result = LibC.clockGettime(clock, timespec);
    if (result < 0) {
      throw new IllegalStateException(
          "clock_gettime("
              + clock
              + "): value: "
              + Errno.nameOf(-result)
              + " (expected: Linux 2.6.12 or later)");
    }
    ByteBuffer time = timespec.bytes();
    return TimeUnit.SECONDS.toNanos(time.getLong(0)) + time.getLong(Long.BYTES);
  }
}
