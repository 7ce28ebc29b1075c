package io.vipgate.vrrp.router;

import java.net.InetAddress;
import java.util.Locale;

/** How evidence writes times and routers. */
final class Figures {

  private static final double SECOND_NS = 1e9;

  private Figures() {}

  /** {@code 3.656 s}. */
  static String seconds(long ns) {
    return String.format(Locale.ROOT, "%.3f s", ns / SECOND_NS);
  }

  /** {@code 10.0.0.1 (priority 100)}. */
  static String router(InetAddress address, int priority) {
    return address.getHostAddress() + " (priority " + priority + ")";
  }
}
