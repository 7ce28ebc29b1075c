package io.vipgate.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * What one VRRP advertisement says (RFC 3768 §5.3, RFC 9568 §5.2).
 *
 * @param virtualRouterId 1 to 255
 * @param priority 0 to 255; 0 is {@linkplain #PRIORITY_RESIGN a resignation}, 255 {@linkplain
 *     #PRIORITY_OWNER the owner}
 * @param advertIntervalNs nanoseconds between advertisements, as {@link VrrpVersion#canAdvertise}
 *     has it
 * @param addresses the virtual addresses in the order on the wire, at most 255; all of one family,
 *     which in version 2 is IPv4
 * @param authentication {@link Authentication#NONE} in version 3
 */
public record Advertisement(
    VrrpVersion version,
    int virtualRouterId,
    int priority,
    long advertIntervalNs,
    List<InetAddress> addresses,
    Authentication authentication) {

  /**
   * Sent by a master that gives up: its backups take over after their skew time alone (RFC 3768
   * §5.3.4).
   */
  public static final int PRIORITY_RESIGN = 0;

  /** The router whose own interface addresses are the virtual ones (RFC 3768 §5.3.4). */
  public static final int PRIORITY_OWNER = 255;

  private static final int BYTE_MAX = 255;

  public Advertisement {
    requireRange("virtual-router-id", virtualRouterId, 1, BYTE_MAX);
    requireRange("priority", priority, PRIORITY_RESIGN, PRIORITY_OWNER);
    requireInterval(version, advertIntervalNs);
    requireAuthentication(version, authentication);
    addresses = List.copyOf(addresses);
    requireRange("number of addresses", addresses.size(), 0, BYTE_MAX);
    boolean ipv6 = isIpv6(addresses);
    for (InetAddress address : addresses) {
      requireFamily(version, ipv6, address);
    }
  }

  /** Bytes of each address on the wire: 16 over IPv6, else 4. */
  int addressBytes() {
    return isIpv6(addresses) ? IpPacket.IPV6_ADDRESS_BYTES : Ipv4Packet.ADDRESS_BYTES;
  }

  /** The same advertisement with another priority. */
  public Advertisement withPriority(int otherPriority) {
    return new Advertisement(
        version, virtualRouterId, otherPriority, advertIntervalNs, addresses, authentication);
  }

  private static void requireRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + ": value: " + value + " (expected: " + least + " to " + most + ")");
    }
  }

  private static void requireInterval(VrrpVersion version, long intervalNs) {
    if (!version.canAdvertise(intervalNs)) {
      throw new IllegalArgumentException(
          "advert-interval: value: "
              + intervalNs
              + " ns (expected: "
              + version.intervals()
              + ", in version "
              + version.number()
              + ")");
    }
  }

  private static void requireAuthentication(VrrpVersion version, Authentication authentication) {
    if (version != VrrpVersion.V2 && authentication.type() != Authentication.TYPE_NONE) {
      throw new IllegalArgumentException(
          "authentication: value: " + authentication + " (expected: none in version 3)");
    }
  }

  private static boolean isIpv6(List<InetAddress> addresses) {
    return !addresses.isEmpty() && addresses.get(0) instanceof Inet6Address;
  }

  private static void requireFamily(VrrpVersion version, boolean ipv6, InetAddress address) {
    if (ipv6 && version == VrrpVersion.V2) {
      throw new IllegalArgumentException(
          "address: value: " + address.getHostAddress() + " (expected: IPv4, in version 2)");
    }
    if (ipv6 != (address instanceof Inet6Address)) {
      throw new IllegalArgumentException(
          "address: value: "
              + address.getHostAddress()
              + " (expected: "
              + (ipv6 ? "IPv6" : "IPv4")
              + ", like the first one)");
    }
  }
}
