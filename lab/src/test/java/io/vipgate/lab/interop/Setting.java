package io.vipgate.lab.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of the matrix: what is agreed between the two routers of a group.
 *
 * @param version 2, with a password where the peer has them, or 3
 */
record Setting(Peer peer, int version, Ip ip, Cast cast) {

  /** Which addresses move, and what the adverts go over. */
  enum Ip {
    IPV4("IPv4"),
    IPV6("IPv6"),
    BOTH("IPv4 with IPv6"),
    MACVLAN("IPv4, ours on a macvlan");

    private final String title;

    Ip(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Whom adverts are sent to. */
  enum Cast {
    MULTICAST("multicast"),
    UNICAST("unicast");

    private final String title;

    Cast(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** All that there could be. */
  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      for (int version = 2; version <= 3; version++) {
        for (Ip ip : Ip.values()) {
          all.add(new Setting(peer, version, ip, Cast.MULTICAST));
          if (ip != Ip.MACVLAN) {
            all.add(new Setting(peer, version, ip, Cast.UNICAST));
          }
        }
      }
    }
    return all;
  }

  /** Why nobody can have it; empty if it is to be tried. */
  Optional<String> impossible() {
    if (ip == Ip.IPV6 && version == 2) {
      return Optional.of("VRRP version 2 has no IPv6 (RFC 3768)");
    }
    if (peer == Peer.FRR && cast == Cast.UNICAST) {
      return Optional.of("FRR has no unicast peers");
    }
    if (peer == Peer.FRR && ip == Ip.BOTH) {
      return Optional.of("FRR elects a master for each family by itself");
    }
    return Optional.empty();
  }

  boolean isOverIpv6() {
    return ip == Ip.IPV6;
  }

  boolean hasPassword() {
    return version == 2 && peer != Peer.FRR;
  }

  @Override
  public String toString() {
    return "%s, v%d, %s, %s".formatted(peer.title(), version, ip.title(), cast.title());
  }
}
