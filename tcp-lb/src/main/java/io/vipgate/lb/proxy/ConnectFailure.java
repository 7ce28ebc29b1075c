package io.vipgate.lb.proxy;

/** Why an attempt to reach a server came to nothing. */
public enum ConnectFailure {
  /** RST in answer to SYN: nothing listens there. */
  REFUSED,
  /** No answer within the connect timeout, or within the kernel's own. */
  TIMEOUT,
  /** No route, or a router said so. */
  UNREACHABLE,
  /** Accepted, then reset before it answered. */
  RESET_UNANSWERED,
  /** Accepted, then closed before it answered. */
  CLOSED_UNANSWERED,
  /** The checks gave the server up while it had not answered. */
  GIVEN_UP,
  /** No local port is left towards that server. */
  NO_LOCAL_PORT,
  /** This process or the host is out of file descriptors; not the server's fault. */
  NO_DESCRIPTOR,
  /** Anything else that the kernel says. */
  OTHER;

  static ConnectFailure ofErrno(int errno) {
    return switch (errno) {
      case Errno.ECONNREFUSED -> REFUSED;
      case Errno.ETIMEDOUT -> TIMEOUT;
      case Errno.ENETUNREACH, Errno.EHOSTUNREACH -> UNREACHABLE;
      case Errno.ECONNRESET, Errno.EPIPE -> RESET_UNANSWERED;
      case Errno.EADDRNOTAVAIL, Errno.EAGAIN -> NO_LOCAL_PORT;
      case Errno.EMFILE, Errno.ENFILE -> NO_DESCRIPTOR;
      default -> OTHER;
    };
  }
}
