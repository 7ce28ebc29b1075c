package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code vrrp.NAME} and {@code vrrp.NAME.unicast} that say where adverts go. */
final class AdvertPathSection {
  /** An advert of more would not fit into the least packet of IPv6, 1280 bytes. */
  private static final int MAX_IPV6_ADDRESSES = 77;

  static final Key<InetAddress> SOURCE =
      Key.optional(
              "source",
              Addresses.host(),
              "the interface's first address; over IPv6 its link-local one",
              "The source of the adverts, an address of the interface. Equal priorities are settled"
                  + " by it, and unicast peers know this router by it.")
          .knownAs("mcast_src_ip", "unicast_src_ip", "source-address");

  private static final Key<List<InetAddress>> PEERS =
      Key.optional(
              "peers",
              new ListOf<>(Addresses.host()),
              "multicast",
              "The sources of the other routers' adverts, all of one family. What comes from"
                  + " elsewhere is not believed.")
          .knownAs("unicast_peer", "peer");

  private static final Key<Integer> MIN_TTL =
      Key.withDefault(
              "min-ttl",
              Scalars.integer(1, 255),
              "1",
              "What an advert must have left of its TTL or hop limit to be believed. With 255 it"
                  + " passed no router, and cannot have been forged elsewhere; but keepalived sends"
                  + " unicast over IPv6 with 64. Ours is sent with 255. Multicast must have 255.")
          .knownAs("min_ttl");

  static final Section UNICAST =
      new Section(
          "unicast",
          Section.Kind.SINGLE,
          "Adverts go to each peer by itself, for networks that pass no multicast. All routers of"
              + " the group must do the same.",
          List.of(PEERS, MIN_TTL),
          List.of(),
          AdvertPathSection::checkUnicast);

  private AdvertPathSection() {}

  static AdvertPath build(SectionValues router) {
    SectionValues unicast = router.single(UNICAST);
    return new AdvertPath(
        router.getOrNull(SOURCE), unicast.find(PEERS).orElse(List.of()), unicast.get(MIN_TTL));
  }

  private static void checkUnicast(SectionValues unicast, Report report) {
    if (!unicast.present().isEmpty() && unicast.raw(PEERS.name()).isEmpty()) {
      report.problem(
          unicast.at().place(),
          unicast.at().join(PEERS.name()),
          "missing",
          "a list of the other routers' addresses, or no unicast at all");
    }
    Set<InetAddress> seen = new HashSet<>();
    for (InetAddress peer : unicast.find(PEERS).orElse(List.of())) {
      if (!seen.add(peer)) {
        report.problem(unicast.locate(PEERS), "each peer once");
      }
    }
  }

  /** What adverts, addresses and version demand of each other. */
  static void check(SectionValues router, Report report) {
    SectionValues unicast = router.single(UNICAST);
    List<InetAddress> peers = unicast.find(PEERS).orElse(List.of());
    Optional<InetAddress> source = router.find(SOURCE);
    checkEnds(router, unicast, source, peers, report);
    List<VirtualAddress> addresses = router.find(AddressKeys.ADDRESSES).orElse(List.of());
    if (addresses.isEmpty()) {
      return;
    }
    checkAddresses(router, isOverIpv6(router), addresses, report);
  }

  /** What {@link AdvertPath#isOverIpv6} says, of the values that are valid. */
  static boolean isOverIpv6(SectionValues router) {
    List<InetAddress> peers = router.single(UNICAST).find(PEERS).orElse(List.of());
    return new AdvertPath(router.getOrNull(SOURCE), peers, 1)
        .isOverIpv6(router.find(AddressKeys.ADDRESSES).orElse(List.of()));
  }

  private static void checkEnds(
      SectionValues router,
      SectionValues unicast,
      Optional<InetAddress> source,
      List<InetAddress> peers,
      Report report) {
    List<InetAddress> ends = new ArrayList<>(peers);
    source.ifPresent(ends::add);
    if (ends.stream().map(InetAddress::getClass).distinct().count() > 1) {
      report.problem(
          unicast.locate(PEERS), "addresses of one family, that of source if it is given");
    }
    if (source.filter(peers::contains).isPresent()) {
      report.problem(unicast.locate(PEERS), "the other routers, without this one's own source");
    }
    if (peers.isEmpty() && source.filter(AdvertPathSection::isRoutableIpv6).isPresent()) {
      report.warning(
          router.locate(SOURCE), "a link-local address (fe80::), as RFC 9568 has it for multicast");
    }
  }

  private static boolean isRoutableIpv6(InetAddress address) {
    return address instanceof Inet6Address && !address.isLinkLocalAddress();
  }

  private static void checkAddresses(
      SectionValues router, boolean overIpv6, List<VirtualAddress> addresses, Report report) {
    long advertised = addresses.stream().filter(cidr -> cidr.isIpv6() == overIpv6).count();
    if (advertised == 0) {
      report.problem(
          router.locate(AddressKeys.ADDRESSES),
          "at least one IPv%d address, since the adverts go over IPv%d"
              .formatted(overIpv6 ? 6 : 4, overIpv6 ? 6 : 4));
    }
    if (!overIpv6) {
      return;
    }
    if (router.find(VrrpSection.VERSION).filter(VrrpVersion.V2::equals).isPresent()) {
      report.problem(
          router.place(VrrpSection.VERSION),
          router.at().join(VrrpSection.VERSION.name()),
          "2",
          "3, since the adverts go over IPv6; 2 is IPv4 only");
    }
    if (advertised > MAX_IPV6_ADDRESSES) {
      report.problem(
          router.locate(AddressKeys.ADDRESSES),
          "at most %d IPv6 addresses, which fit into one advert".formatted(MAX_IPV6_ADDRESSES));
    }
  }
}
