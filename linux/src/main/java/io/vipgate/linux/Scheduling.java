package io.vipgate.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What keeps the kernel from holding up the calling thread, or the process. */
public final class Scheduling {
  private static final int CALLING_THREAD = 0;
  private static final int SCHED_FIFO = 1;

  /** Threads and processes that this one starts are ordinary ones. */
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;

  /** Locks what is touched: a JVM reserves far more than it ever uses. Linux 4.4. */
  private static final int MCL_ONFAULT = 4;

  private static final int RLIMIT_MEMLOCK = 8;
  private static final int RLIMIT_SIZE = 16;
  private static final long RLIM_INFINITY = -1L;
  private static final int CAP_IPC_LOCK = 14;
  private static final String CAPABILITIES = "CapEff:\t";
  private static final int HEXADECIMAL = 16;

  private Scheduling() {}

  /**
   * Runs the calling thread ahead of all that is not real-time (sched(7)).
   *
   * @param priority 1 to 99
   * @throws NativeException EPERM: neither CAP_SYS_NICE nor a RLIMIT_RTPRIO that allows it; the
   *     thread is scheduled as before
   */
  public static void becomeRealtime(int priority) throws NativeException {
    NativeMemory param = NativeMemory.allocate(Integer.BYTES);
    param.clear().putInt(priority);
    int result = LibC.schedSetscheduler(CALLING_THREAD, SCHED_FIFO | SCHED_RESET_ON_FORK, param);
    if (result < 0) {
      throw NativeException.of(
          "sched_setscheduler(SCHED_FIFO, " + priority + ")",
          -result,
          "CAP_SYS_NICE, or LimitRTPRIO=" + priority);
    }
  }

  /** Whether the calling thread is a real-time one. */
  static boolean isRealtime() {
    return (LibC.schedGetscheduler(CALLING_THREAD) & ~SCHED_RESET_ON_FORK) == SCHED_FIFO;
  }

  /**
   * Keeps the process's memory from being swapped out (mlockall(2)), what it has and what it will
   * have.
   *
   * @throws NativeException EPERM: neither CAP_IPC_LOCK nor an unlimited RLIMIT_MEMLOCK. With a
   *     limit the call could succeed, and the JVM fail later for want of memory: it is not made
   *     then
   */
  public static void lockMemory() throws NativeException {
    int result = mayLockMemory() ? LibC.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) : -1;
    if (result < 0) {
      throw NativeException.of("mlockall", -result, "CAP_IPC_LOCK, or LimitMEMLOCK=infinity");
    }
  }

  private static boolean mayLockMemory() {
    NativeMemory limit = NativeMemory.allocate(RLIMIT_SIZE);
    boolean unlimited =
        LibC.getrlimit(RLIMIT_MEMLOCK, limit) == 0 && limit.bytes().getLong(0) == RLIM_INFINITY;
    return unlimited || hasCapability(CAP_IPC_LOCK);
  }

  private static boolean hasCapability(int number) {
    try {
      return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
          .filter(line -> line.startsWith(CAPABILITIES))
          .mapToLong(
              line -> Long.parseUnsignedLong(line.substring(CAPABILITIES.length()), HEXADECIMAL))
          .anyMatch(bits -> (bits >>> number & 1) != 0);
    } catch (IOException e) {
      return false;
    }
  }
}
