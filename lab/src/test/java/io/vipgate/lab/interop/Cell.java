package io.vipgate.lab.interop;

import io.vipgate.lab.interop.Setting.Cast;
import io.vipgate.lab.interop.Setting.Ip;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One group of two routers, of which one is ours: a setting, and who of the two ranks higher.
 *
 * @param virtualRouterId 1 to 255; the only group of that number in the lab
 */
record Cell(Setting setting, boolean weAreHigher, int virtualRouterId) {
  static final String INTERFACE = "bond0";
  static final String MACVLAN = "vlan9";

  private static final int HIGH = 150;
  private static final int MIDDLE = 100;
  private static final int LOW = 50;
  private static final double SECOND_MS = 1_000;

  /** Where the routers of a group are: addresses of both families. */
  record Ends(String ours, String theirs) {}

  /** The time between adverts: the shortest of version 2, and what any machine keeps up with. */
  Duration interval() {
    return setting.version() == 2 ? Duration.ofSeconds(1) : Duration.ofMillis(500);
  }

  private int ourPriority() {
    return weAreHigher ? HIGH : LOW;
  }

  /** The skew of the one or the other, after a resignation. */
  Duration skew(boolean ours) {
    int priority = ours ? ourPriority() : MIDDLE;
    return interval().multipliedBy(256 - priority).dividedBy(256);
  }

  /** From the last advert of the other one to the takeover. */
  Duration masterDown(boolean ours) {
    return interval().multipliedBy(3).plus(skew(ours));
  }

  /** The addresses that adverts list, with their prefix lengths. */
  List<String> advertised() {
    return List.of(setting.isOverIpv6() ? ipv6() : "10.32.200." + virtualRouterId + "/32");
  }

  /** The addresses that go along. */
  List<String> excluded() {
    return setting.ip() == Ip.BOTH ? List.of(ipv6()) : List.of();
  }

  private String ipv6() {
    return "2001:db8:99::%x/128".formatted(virtualRouterId);
  }

  /** The section of vipgate's configuration. */
  String vipgate(boolean ours, Ends ends) {
    StringBuilder text = new StringBuilder();
    text.append("vrrp.cell%d {\n".formatted(virtualRouterId));
    text.append("  version = %d\n".formatted(setting.version()));
    text.append("  interface = %s\n".formatted(ours ? ourInterface() : INTERFACE));
    text.append("  virtual-router-id = %d\n".formatted(virtualRouterId));
    text.append("  priority = %d\n".formatted(ours ? ourPriority() : MIDDLE));
    text.append("  advert-interval = %dms\n".formatted(interval().toMillis()));
    if (setting.hasPassword()) {
      text.append("  auth-pass = \"1111\"\n");
    }
    text.append("  addresses = [%s]\n".formatted(quoted(advertised(), excluded())));
    if (setting.peer() == Peer.FRR) {
      text.append("  duplicate-check = warn\n"); // its host answers while its vrrpd does not run
    }
    if (setting.cast() == Cast.UNICAST) {
      text.append("  source = \"%s\"\n".formatted(ours ? ends.ours() : ends.theirs()));
      text.append("  unicast.peers = [\"%s\"]\n".formatted(ours ? ends.theirs() : ends.ours()));
    }
    return text.append("}\n").toString();
  }

  String ourInterface() {
    return setting.ip() == Ip.MACVLAN ? MACVLAN : INTERFACE;
  }

  /** The block of keepalived.conf. */
  String keepalived(Ends ends) {
    StringBuilder text = new StringBuilder();
    text.append("vrrp_instance C%d {\n".formatted(virtualRouterId));
    text.append("  version %d\n  state BACKUP\n".formatted(setting.version()));
    text.append("  interface %s\n".formatted(INTERFACE));
    text.append("  virtual_router_id %d\n  priority %d\n".formatted(virtualRouterId, MIDDLE));
    text.append(
        String.format(Locale.ROOT, "  advert_int %.2f\n", interval().toMillis() / SECOND_MS));
    if (setting.hasPassword()) {
      text.append("  authentication {\n    auth_type PASS\n    auth_pass 1111\n  }\n");
    }
    if (setting.cast() == Cast.UNICAST) {
      text.append("  unicast_src_ip %s\n".formatted(ends.theirs()));
      text.append("  unicast_peer {\n    %s\n  }\n".formatted(ends.ours()));
    }
    text.append(block("virtual_ipaddress", advertised()));
    if (!excluded().isEmpty()) {
      text.append(block("virtual_ipaddress_excluded", excluded()));
    }
    return text.append("}\n").toString();
  }

  private static String block(String name, List<String> lines) {
    return "  %s {\n    %s\n  }\n".formatted(name, String.join("\n    ", lines));
  }

  /** The lines of frr.conf, below the interface. */
  String frr() {
    String vrrp = " vrrp %d ".formatted(virtualRouterId);
    StringBuilder text = new StringBuilder();
    text.append(vrrp).append("version ").append(setting.version()).append('\n');
    text.append(vrrp).append("priority ").append(MIDDLE).append('\n');
    text.append(vrrp).append("advertisement-interval ").append(interval().toMillis()).append('\n');
    for (String address : advertised()) {
      String bare = address.substring(0, address.indexOf('/'));
      text.append(vrrp).append(setting.isOverIpv6() ? "ipv6 " : "ip ").append(bare).append('\n');
    }
    return text.toString();
  }

  private static String quoted(List<String> some, List<String> others) {
    StringBuilder text = new StringBuilder();
    some.forEach(address -> text.append('"').append(address).append("\", "));
    others.forEach(address -> text.append('"').append(address).append("\", "));
    return text.substring(0, text.length() - 2);
  }

  @Override
  public String toString() {
    return "%s, %s (virtual router %d)"
        .formatted(setting, weAreHigher ? "we rank higher" : "they rank higher", virtualRouterId);
  }
}
