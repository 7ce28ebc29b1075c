package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.VirtualMac;
import io.vipgate.linux.IpFamily;
import io.vipgate.linux.LinkNature;
import io.vipgate.linux.MacAddress;
import io.vipgate.linux.Macvlans;
import io.vipgate.linux.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualMacStepTest {
  private static final VirtualMac WANTED = VirtualMac.of(88, IpFamily.IPV4);
  private static final int PARENT = 2;
  private static final int OURS = 7;

  @Test
  void theHardwareAddressAndTheNameHaveTheNumber() {
    assertThat(WANTED.interfaceName()).isEqualTo("vrrp.88");
    assertThat(WANTED.address()).hasToString("00:00:5e:00:01:58");
    VirtualMac ipv6 = VirtualMac.of(255, IpFamily.IPV6);
    assertThat(ipv6.interfaceName()).isEqualTo("vrrp6.255");
    assertThat(ipv6.address()).hasToString("00:00:5e:00:02:ff");
  }

  @Test
  void itIsUpWhileItHoldsAndDownElse() {
    assertThat(step(there(OURS, false), true)).isEqualTo(VirtualMacStep.RAISE);
    assertThat(step(there(OURS, true), true)).isEqualTo(VirtualMacStep.KEEP);
    assertThat(step(there(OURS, true), false)).isEqualTo(VirtualMacStep.LOWER);
    assertThat(step(there(OURS, false), false)).isEqualTo(VirtualMacStep.KEEP);
  }

  @Test
  void theMissingOneIsMade() {
    assertThat(step(Optional.empty(), true)).isEqualTo(VirtualMacStep.CREATE);
    assertThat(step(Optional.empty(), false)).isEqualTo(VirtualMacStep.CREATE);
  }

  @Test
  void theOneThatIsLeftOfAnotherProcessIsMadeAnew() {
    assertThat(step(there(OURS + 1, true), true)).isEqualTo(VirtualMacStep.REMOVE);
    assertThat(step(there(OURS + 1, false), false)).isEqualTo(VirtualMacStep.REMOVE);
  }

  @Test
  void whatIsNoneOfOursIsRefused() {
    assertThat(step(found(OURS, true, "veth", PARENT, WANTED.address()), true))
        .isEqualTo(VirtualMacStep.REFUSE);
    assertThat(step(found(OURS, true, "macvlan", PARENT + 1, WANTED.address()), true))
        .isEqualTo(VirtualMacStep.REFUSE);
    assertThat(step(found(OURS, true, "macvlan", PARENT, new MacAddress(1)), true))
        .isEqualTo(VirtualMacStep.REFUSE);
  }

  private static VirtualMacStep step(Optional<Macvlans.Found> there, boolean holding) {
    return VirtualMacStep.of(WANTED, there, PARENT, OURS, holding);
  }

  private static Optional<Macvlans.Found> there(int index, boolean up) {
    return found(index, up, "macvlan", PARENT, WANTED.address());
  }

  private static Optional<Macvlans.Found> found(
      int index, boolean up, String kind, int parent, MacAddress mac) {
    NetworkInterface is =
        new NetworkInterface(index, "vrrp.88", Optional.of(mac), up, up, 1500, false, List.of());
    return Optional.of(new Macvlans.Found(is, new LinkNature(kind, parent, 1, 0)));
  }
}
