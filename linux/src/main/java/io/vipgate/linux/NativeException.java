package io.vipgate.linux;

import java.io.IOException;

/**
 * A system call that failed: the call with its object, the errno, and what would have let it
 * succeed, as in {@code socket(AF_INET, SOCK_RAW, 112): EPERM (expected: CAP_NET_RAW)}.
 */
public final class NativeException extends IOException {
  private final String errno;

  NativeException(String call, String errno, String expected) {
    super(call + ": " + errno + " (expected: " + expected + ")");
    this.errno = errno;
  }

  /** The errno's name, such as {@code EPERM}; {@code errno 250} for one without a name here. */
  public String errno() {
    return errno;
  }
}
