package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfacesTest {
  @Test
  void loopback() throws Exception {
    try (Interfaces interfaces = Interfaces.open()) {
      InterfaceLookup found = interfaces.lookup("lo");

      assertThat(found).isInstanceOf(InterfaceLookup.Present.class);
      NetworkInterface lo = ((InterfaceLookup.Present) found).networkInterface();
      assertThat(lo.index()).isEqualTo(1);
      assertThat(lo.mac()).isEmpty();
      assertThat(lo.mtu()).isEqualTo(65536);
    }
  }

  @Test
  void absent() throws Exception {
    try (Interfaces interfaces = Interfaces.open()) {
      InterfaceLookup found = interfaces.lookup("vgt-none");

      assertThat(found).isInstanceOf(InterfaceLookup.Absent.class);
      assertThat(((InterfaceLookup.Absent) found).present()).contains("lo");
      assertThat(found.toString())
          .startsWith("interface: value: vgt-none (expected: one of ")
          .contains("lo");
    }
  }

  @Test
  void aNameThatCannotBe() throws Exception {
    try (Interfaces interfaces = Interfaces.open()) {
      assertThat(interfaces.lookup("")).isInstanceOf(InterfaceLookup.Absent.class);
      assertThat(interfaces.lookup("longer-than-15-bytes"))
          .isInstanceOf(InterfaceLookup.Absent.class);
    }
  }

  @Test
  @NeedsRoot
  void everythingOfAnEthernetInterface() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      namespace.ip(
          "link",
          "add",
          "va",
          "mtu",
          "1400",
          "address",
          "02:00:00:00:00:0a",
          "type",
          "veth",
          "peer",
          "name",
          "vb");
      assertThat(namespace.networkInterface("va").up()).isFalse();
      namespace.ip("link", "set", "va", "up");
      namespace.ip("addr", "add", "10.9.0.1/24", "dev", "va");
      namespace.ip("addr", "add", "10.9.0.2/24", "dev", "va");
      namespace.ip("addr", "add", "10.9.0.3/24", "dev", "vb");

      NetworkInterface va = namespace.networkInterface("va");

      assertThat(va.name()).isEqualTo("va");
      assertThat(va.mac()).isEqualTo(Optional.of(new MacAddress(0x0200_0000_000aL)));
      assertThat(va.mtu()).isEqualTo(1400);
      assertThat(va.up()).isTrue();
      assertThat(va.carrier()).isFalse();
      assertThat(va.addresses())
          .extracting(address -> address.address().getHostAddress())
          .containsExactly("10.9.0.1", "10.9.0.2");
      namespace.ip("link", "set", "vb", "up");
      Await.until("carrier", () -> namespace.networkInterface("va").carrier());
    }
  }
}
