package io.vipgate.lb.proxy;

import java.net.InetSocketAddress;

/**
 * Why an address could not be listened on.
 *
 * @param address as it was asked for
 * @param reason what the kernel said, sorted
 * @param detail the kernel's own words
 */
public record BindFailure(InetSocketAddress address, Reason reason, String detail) {

  /** The kinds of refusal, each with its remedy. */
  public enum Reason {
    ADDRESS_IN_USE("a port that no other process listens on; see: ss -ltnp"),
    NOT_PERMITTED("a port of 1024 or above, or CAP_NET_BIND_SERVICE"),
    ADDRESS_NOT_AVAILABLE("an address of a family that this kernel has"),
    UNKNOWN_CONGESTION("tcp-congestion: one of net.ipv4.tcp_available_congestion_control"),
    OTHER("an address that can be listened on");

    private final String expected;

    Reason(String expected) {
      this.expected = expected;
    }

    static Reason ofErrno(int errno) {
      return switch (errno) {
        case Errno.EADDRINUSE -> ADDRESS_IN_USE;
        case Errno.EACCES, Errno.EPERM -> NOT_PERMITTED;
        case Errno.EADDRNOTAVAIL, Errno.EAFNOSUPPORT -> ADDRESS_NOT_AVAILABLE;
        case Errno.ENOENT -> UNKNOWN_CONGESTION;
        default -> OTHER;
      };
    }
  }

  /** One line for an operator. */
  public String message() {
    return "bind: value: "
        + address.getAddress().getHostAddress()
        + " port "
        + address.getPort()
        + ": "
        + detail
        + " (expected: "
        + reason.expected
        + ")";
  }
}
