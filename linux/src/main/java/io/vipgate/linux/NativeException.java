package io.vipgate.linux;

import java.io.IOException;

/**
 * A system call that failed: the call with its object, the errno, and what would have let it
 * succeed, as in {@code socket(AF_INET, SOCK_RAW, 112): EPERM (expected: CAP_NET_RAW)}.
 */
public final class NativeException extends IOException {
  private final String errno;

  NativeException(String call, int errno, String expected) {
    super(call + ": " + Errno.nameOf(errno) + " (expected: " + expected + ")");
    this.errno = Errno.nameOf(errno);
  }

  /** As the errno alone tells it. */
  static NativeException of(String call, int errno, String capability) {
    return new NativeException(call, errno, Errno.remedyFor(errno, capability));
  }

  /** The errno's name, such as {@code EPERM}; {@code errno 250} for one without a name here. */
  public String errno() {
    return errno;
  }
}
