package io.vipgate.linux;

/** What is done with descriptors of any kind. */
public final class Descriptors {
  // asm-generic/fcntl.h and linux/fcntl.h
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_SETPIPE_SZ = 1031;

  // asm-generic/resource.h; struct rlimit is two unsigned longs, the soft limit first
  private static final int RLIMIT_NOFILE = 7;
  private static final int RLIMIT_SIZE = 16;

  /** The kernel's table of so many descriptors takes 512 KiB. */
  private static final long MAX_TOP = 65_536;

  private static final long TOP = top();

  private Descriptors() {}

  /**
   * A second descriptor for what {@code descriptor} stands for, closed on exec.
   *
   * @throws NativeException if it is none, or no more may be open
   */
  public static int duplicate(int descriptor) throws NativeException {
    int result = LibC.fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (result < 0) {
      throw NativeException.of("fcntl(" + descriptor + ", F_DUPFD_CLOEXEC)", -result, "");
    }
    return result;
  }

  /**
   * Gives a pipe(7) another size.
   *
   * @param descriptor one of the pipe's two
   * @param bytes as few as will do, rounded up to pages by the kernel
   * @throws NativeException EPERM if that is above {@code /proc/sys/fs/pipe-max-size}, or all pipes
   *     of the user hold as much as {@code /proc/sys/fs/pipe-user-pages-soft} has it
   */
  public static void resizePipe(int descriptor, int bytes) throws NativeException {
    int result = LibC.fcntl(descriptor, F_SETPIPE_SZ, bytes);
    if (result < 0) {
      throw NativeException.of("fcntl(" + descriptor + ", F_SETPIPE_SZ)", -result, "");
    }
  }

  /**
   * Moves a descriptor up, above whatever else is open. When a process is killed, Linux closes its
   * descriptors one after the other from the highest number down (each is put in front of the list
   * of what the dying thread has yet to do): with thousands of connections the lowest are closed
   * tens of milliseconds after the highest.
   *
   * @param below how far below the end of the table; the first free number from there on is taken
   * @return the new descriptor, closed on exec, the old one being closed; or the old one, if no
   *     more may be open, or none so high
   */
  static int raise(int descriptor, int below) {
    if (TOP <= below) {
      return descriptor;
    }
    int raised = LibC.fcntl(descriptor, F_DUPFD_CLOEXEC, (int) (TOP - below));
    if (raised < 0) {
      return descriptor;
    }
    LibC.close(descriptor);
    return raised;
  }

  private static long top() {
    NativeMemory limit = NativeMemory.allocate(RLIMIT_SIZE);
    int result = LibC.getrlimit(RLIMIT_NOFILE, limit);
    // RLIM_INFINITY is all ones.
    long soft = result < 0 ? 0 : limit.bytes().getLong(0);
    return soft < 0 ? MAX_TOP : Math.min(soft, MAX_TOP);
  }
}
