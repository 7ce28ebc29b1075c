package io.vipgate.vrrp.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one VRRP advertisement says (RFC 3768 §5.3).
 *
 * @param version the protocol version: 2
 * @param virtualRouterId 1 to 255
 * @param priority 0 to 255; 0 is {@linkplain #PRIORITY_RESIGN a resignation}, 255 {@linkplain
 *     #PRIORITY_OWNER the owner}
 * @param advertIntervalNs nanoseconds between advertisements; in version 2 whole seconds, 0 to 255
 *     s (what the wire can carry: 0 is never configured, and disagrees with every configuration)
 * @param addresses the virtual addresses in the order on the wire, at most 255; in version 2 IPv4
 * @param authentication version 2 only
 */
public record Advertisement(
    int version,
    int virtualRouterId,
    int priority,
    long advertIntervalNs,
    List<InetAddress> addresses,
    Authentication authentication) {

  public static final int VERSION_2 = 2;

  /**
   * Sent by a master that gives up: its backups take over after their skew time alone (RFC 3768
   * §5.3.4).
   */
  public static final int PRIORITY_RESIGN = 0;

  /** The router whose own interface addresses are the virtual ones (RFC 3768 §5.3.4). */
  public static final int PRIORITY_OWNER = 255;

  private static final int BYTE_MAX = 255;
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  public Advertisement {
    requireRange("version", version, VERSION_2, VERSION_2);
    requireRange("virtual-router-id", virtualRouterId, 1, BYTE_MAX);
    requireRange("priority", priority, PRIORITY_RESIGN, PRIORITY_OWNER);
    requireWholeSeconds(advertIntervalNs);
    addresses = List.copyOf(addresses);
    requireRange("number of addresses", addresses.size(), 0, BYTE_MAX);
    addresses.forEach(Advertisement::requireIpv4);
  }

  /** The same advertisement with another priority. */
  public Advertisement withPriority(int otherPriority) {
    return new Advertisement(
        version, virtualRouterId, otherPriority, advertIntervalNs, addresses, authentication);
  }

  private static void requireRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      String expected = least == most ? Integer.toString(least) : least + " to " + most;
      throw new IllegalArgumentException(
          what + ": value: " + value + " (expected: " + expected + ")");
    }
  }

  private static void requireWholeSeconds(long intervalNs) {
    if (intervalNs < 0 || intervalNs > BYTE_MAX * SECOND_NS || intervalNs % SECOND_NS != 0) {
      throw new IllegalArgumentException(
          "advert-interval: value: "
              + intervalNs
              + " ns (expected: whole seconds up to 255 s in version 2)");
    }
  }

  private static void requireIpv4(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      throw new IllegalArgumentException(
          "address: value: " + address.getHostAddress() + " (expected: IPv4 in version 2)");
    }
  }
}
