package io.vipgate.app.vrrp;

import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.InterfaceAddress;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.NetworkInterface;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which address of an interface an instance sends from. */
final class LocalAddress {
  private LocalAddress() {}

  /**
   * The configured one; without, the first that is the interface's own, over IPv6 the first
   * link-local one (RFC 9568 §5.1.2.1), but any to unicast peers beyond the link. Virtual addresses
   * come and go, and a tie must not be settled by one.
   *
   * @param virtual all virtual addresses of this node
   * @return empty if there is none that can be sent from
   */
  static Optional<InetAddress> choose(
      VrrpConfig config, NetworkInterface from, Set<InetAddress> virtual) {
    List<InetAddress> usable =
        from.addresses().stream()
            .filter(address -> !address.tentative() && !address.installedByVipgate())
            .map(InterfaceAddress::address)
            .filter(address -> !virtual.contains(address))
            .toList();
    InetAddress source = config.path().source();
    return usable.stream().filter(address -> suits(config, address, source)).findFirst();
  }

  private static boolean suits(
      VrrpConfig config, InetAddress address, @Nullable InetAddress source) {
    if (source != null) {
      return address.equals(source);
    }
    if (IpFamily.of(address) != family(config)) {
      return false;
    }
    boolean linkLocal =
        config.path().unicastPeers().stream().allMatch(InetAddress::isLinkLocalAddress);
    return IpFamily.of(address) == IpFamily.IPV4 || address.isLinkLocalAddress() == linkLocal;
  }

  /** What the adverts go over. */
  static IpFamily family(VrrpConfig config) {
    return config.isOverIpv6() ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  /** Why {@link #choose} found none. */
  static String missing(VrrpConfig config) {
    InetAddress source = config.path().source();
    if (source != null) {
      return "%s: source: value: %s (expected: an address of the interface)"
          .formatted(config.interfaceName(), source.getHostAddress());
    }
    return "%s: no %s address (expected: one to send advertisements from)"
        .formatted(config.interfaceName(), config.isOverIpv6() ? "IPv6" : "IPv4");
  }
}
