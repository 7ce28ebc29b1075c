package io.vipgate.app.config;

import io.vipgate.vrrp.packet.Delivery;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way that a virtual router's adverts take.
 *
 * @param source an address of the interface; null: its own first one, over IPv6 the link-local one
 * @param unicastPeers the other routers of the group; none: all of the link, by multicast
 * @param unicastMinTtl 1 to 255: what a unicast advert must have left of its TTL or hop limit
 */
public record AdvertPath(
    @Nullable InetAddress source, List<InetAddress> unicastPeers, int unicastMinTtl) {

  /** By multicast, from the interface's own address. */
  public static final AdvertPath MULTICAST = new AdvertPath(null, List.of(), 1);

  public AdvertPath {
    unicastPeers = List.copyOf(unicastPeers);
  }

  /** Whom to send to, and whom to believe. */
  public Delivery delivery() {
    return unicastPeers.isEmpty()
        ? new Delivery.Multicast()
        : new Delivery.Unicast(Set.copyOf(unicastPeers), unicastMinTtl);
  }

  /**
   * Whether adverts for these addresses go over IPv6: if their source or a peer is an IPv6 address,
   * or else if none of them is an IPv4 address.
   */
  boolean isOverIpv6(List<VirtualAddress> addresses) {
    return Optional.ofNullable(source)
        .or(() -> unicastPeers.stream().findFirst())
        .map(end -> end instanceof Inet6Address)
        .orElseGet(
            () -> !addresses.isEmpty() && addresses.stream().allMatch(VirtualAddress::isIpv6));
  }
}
