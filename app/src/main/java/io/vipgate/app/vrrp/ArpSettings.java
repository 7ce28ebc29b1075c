package io.vipgate.app.vrrp;

import io.vipgate.linux.LinkNature;
import io.vipgate.linux.Macvlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the interface below a virtual MAC must not do in ARP (ip-sysctl in Linux' documentation).
 * Its settings belong to the machine: they are looked at, and not changed.
 */
final class ArpSettings {
  private static final int ITS_OWN_ADDRESSES = 1;
  private static final int ITS_BEST_SOURCE = 2;

  private ArpSettings() {}

  /**
   * What is wrong with them, and the remedy.
   *
   * @param below the name of that interface
   * @param above that of the interface which has the virtual MAC
   */
  static List<String> complaints(String below, String above, Optional<Macvlans.Found> found) {
    List<String> complaints = new ArrayList<>();
    if (found.isEmpty()) {
      return complaints;
    }
    LinkNature is = found.get().nature();
    if (is.arpIgnore() < ITS_OWN_ADDRESSES) {
      complaints.add(
          "net.ipv4.conf.%s.arp_ignore: value: %d (expected: 1, or %s answers for the addresses on %s)"
              .formatted(below, is.arpIgnore(), below, above));
    }
    if (is.arpAnnounce() < ITS_BEST_SOURCE) {
      complaints.add(
          "net.ipv4.conf.%s.arp_announce: value: %d (expected: 2, or %s asks in the name of the addresses on %s)"
              .formatted(below, is.arpAnnounce(), below, above));
    }
    return complaints;
  }
}
