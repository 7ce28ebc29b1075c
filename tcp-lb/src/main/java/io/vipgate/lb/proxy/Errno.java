package io.vipgate.lb.proxy;

import io.netty.channel.unix.Errors.NativeIoException;
import java.net.NoRouteToHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of errno(3) as Linux has them on x86-64 and arm64. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int EPIPE = 32;
  static final int ENOSYS = 38;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETUNREACH = 101;
  static final int ECONNABORTED = 103;
  static final int ECONNRESET = 104;
  static final int ETIMEDOUT = 110;
  static final int ECONNREFUSED = 111;
  static final int EHOSTUNREACH = 113;

  static final int UNKNOWN = 0;

  // Of connect(2) and socket(2) the transport keeps the number in the message only.
  private static final Pattern IN_MESSAGE = Pattern.compile("error\\(-(\\d+)\\)");

  private Errno() {}

  /** The number behind an exception of the native transport, or {@link #UNKNOWN}. */
  static int of(Throwable error) {
    if (error instanceof NativeIoException nativeError) {
      return -nativeError.expectedErr();
    }
    if (error instanceof NoRouteToHostException) {
      return EHOSTUNREACH;
    }
    Matcher number = IN_MESSAGE.matcher(String.valueOf(error.getMessage()));
    return number.find() ? Integer.parseInt(number.group(1)) : UNKNOWN;
  }

  static boolean isOutOfDescriptors(int errno) {
    return errno == EMFILE || errno == ENFILE;
  }
}
