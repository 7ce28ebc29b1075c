package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.linux.LinkNature;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArpSettingsTest {
  @Test
  void theDefaultsOfLinuxAreComplainedOf() {
    assertThat(complaints(0, 1))
        .containsExactly(
            "net.ipv4.conf.eth0.arp_ignore: value: 0 (expected: 1, or eth0 answers for the"
                + " addresses on vrrp.88)",
            "net.ipv4.conf.eth0.arp_announce: value: 1 (expected: 2, or eth0 asks in the name of"
                + " the addresses on vrrp.88)");
  }

  @Test
  void whatKeepsToItsOwnAddressesIsNot() {
    assertThat(complaints(1, 2)).isEmpty();
    assertThat(complaints(2, 2)).isEmpty();
  }

  @Test
  void neitherIsWhatIsGone() {
    assertThat(ArpSettings.complaints("eth0", "vrrp.88", Optional.empty())).isEmpty();
  }

  private static List<String> complaints(int ignore, int announce) {
    NetworkInterface eth0 =
        new NetworkInterface(2, "eth0", Optional.empty(), true, true, 1500, false, List.of());
    return ArpSettings.complaints(
        "eth0",
        "vrrp.88",
        Optional.of(new Macvlans.Found(eth0, new LinkNature("", 0, ignore, announce))));
  }
}
