package io.vipgate.linux;

import java.nio.ByteBuffer;

/**
 * A monotonic clock that counts the time for which the machine was suspended, too: CLOCK_BOOTTIME
 * of clock_gettime(2). {@link System#nanoTime} stands still meanwhile, and whoever goes by it wakes
 * up without knowing that it is late.
 */
public final class BootClock {
  private static final int CLOCK_BOOTTIME = 7;
  private static final int TIMESPEC_SIZE = 16;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** Where the kernel writes the time for one thread. */
  private record Slot(Thread owner, NativeMemory timespec) {
    static Slot ofThisThread() {
      return new Slot(Thread.currentThread(), NativeMemory.allocate(TIMESPEC_SIZE));
    }
  }

  private static final ThreadLocal<Slot> SLOTS = ThreadLocal.withInitial(Slot::ofThisThread);

  /**
   * Of the thread that asked last, which is the control thread nearly always: to look into a
   * ThreadLocal costs it as much as the call. A race is harmless, since a slot says whose it is.
   */
  private static Slot latest = SLOTS.get();

  private BootClock() {}

  /** Nanoseconds since the machine booted; from any thread. */
  public static long nowNs() {
    Slot slot = latest;
    if (slot.owner != Thread.currentThread()) {
      slot = SLOTS.get();
      latest = slot;
    }
    NativeMemory timespec = slot.timespec;
    int result = LibC.clockGettime(CLOCK_BOOTTIME, timespec);
    if (result < 0) {
      throw new IllegalStateException(
          "clock_gettime(CLOCK_BOOTTIME): value: "
              + Errno.nameOf(-result)
              + " (expected: Linux 2.6.39 or later)");
    }
    ByteBuffer time = timespec.bytes();
    return time.getLong(0) * NS_PER_SECOND + time.getLong(Long.BYTES);
  }
}
