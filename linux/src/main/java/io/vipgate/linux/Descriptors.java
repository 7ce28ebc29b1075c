package io.vipgate.linux;

/** What is done with descriptors of any kind. */
public final class Descriptors {
  // asm-generic/fcntl.h and linux/fcntl.h
  private static final int F_DUPFD_CLOEXEC = 1030;

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
}
