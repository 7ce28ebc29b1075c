package io.vipgate.linux;

import java.util.List;
import java.util.Optional;

/**
 * A network interface as the kernel described it at one instant.
 *
 * @param index the ifindex; stays until the interface is deleted
 * @param name IFNAMSIZ: 1 to 15 bytes
 * @param mac empty if it is not an Ethernet-like interface (loopback, tunnel)
 * @param up administratively up (IFF_UP)
 * @param carrier the layer below is up (IFF_LOWER_UP): cable, or for a bond one of its ports
 * @param mtu bytes
 * @param forwardsIpv6 whether the host is an IPv6 router here (sysctl net.ipv6.conf.*.forwarding)
 * @param addresses IPv4, then IPv6, in the kernel's order: the primary addresses first
 */
public record NetworkInterface(
    int index,
    String name,
    Optional<MacAddress> mac,
    boolean up,
    boolean carrier,
    int mtu,
    boolean forwardsIpv6,
    List<InterfaceAddress> addresses) {
  public NetworkInterface {
    addresses = List.copyOf(addresses);
  }

  NetworkInterface withAddresses(List<InterfaceAddress> found) {
    return new NetworkInterface(index, name, mac, up, carrier, mtu, forwardsIpv6, found);
  }
}
