package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.linux.InterfaceAddress;
import io.vipgate.linux.NetworkInterface;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalAddressTest {
  private static final InetAddress VIP = ip("10.32.255.99");
  private static final InetAddress VIP_6 = ip("2001:db8::99");

  @Test
  void theFirstAddressThatIsNotAVirtualOne() {
    assertThat(choose(ipv4(AdvertPath.MULTICAST), at("10.32.255.99"), at("10.32.137.20")))
        .contains(ip("10.32.137.20"));
  }

  @Test
  void noneThatAVipgateInstalled() {
    assertThat(choose(ipv4(AdvertPath.MULTICAST), address("10.32.137.21", false, 112))).isEmpty();
  }

  @Test
  void overIpv6TheLinkLocalOne() {
    assertThat(choose(ipv6(AdvertPath.MULTICAST), at("10.0.0.1"), at("2001:db8::1"), at("fe80::1")))
        .contains(ip("fe80::1"));
  }

  @Test
  void toPeersBeyondTheLinkOneThatTheyCanAnswer() {
    AdvertPath path = new AdvertPath(null, List.of(ip("2001:db8::2")), 1);
    assertThat(choose(ipv6(path), at("fe80::1"), at("2001:db8::1"))).contains(ip("2001:db8::1"));
    AdvertPath link = new AdvertPath(null, List.of(ip("fe80::2")), 1);
    assertThat(choose(ipv6(link), at("2001:db8::1"), at("fe80::1"))).contains(ip("fe80::1"));
  }

  @Test
  void theConfiguredOneOnceItIsThere() {
    VrrpConfig config = ipv4(new AdvertPath(ip("10.0.0.2"), List.of(), 1));
    assertThat(choose(config, at("10.0.0.1"), at("10.0.0.2"))).contains(ip("10.0.0.2"));
    assertThat(choose(config, at("10.0.0.1"))).isEmpty();
    assertThat(LocalAddress.missing(config))
        .isEqualTo("eth0: source: value: 10.0.0.2 (expected: an address of the interface)");
  }

  @Test
  void noneThatIsTentative() {
    assertThat(choose(ipv6(AdvertPath.MULTICAST), address("fe80::1", true, 0))).isEmpty();
    assertThat(LocalAddress.missing(ipv6(AdvertPath.MULTICAST)))
        .isEqualTo("eth0: no IPv6 address (expected: one to send advertisements from)");
  }

  private static Optional<InetAddress> choose(VrrpConfig config, InterfaceAddress... addresses) {
    NetworkInterface nic =
        new NetworkInterface(
            2, "eth0", Optional.empty(), true, true, 1500, false, Stream.of(addresses).toList());
    return LocalAddress.choose(config, nic, Set.of(VIP, VIP_6));
  }

  private static InterfaceAddress at(String literal) {
    return address(literal, false, 0);
  }

  private static InterfaceAddress address(String literal, boolean tentative, int protocol) {
    return new InterfaceAddress(
        2, ip(literal), 24, InterfaceAddress.PERMANENT, false, tentative, protocol);
  }

  private static VrrpConfig ipv4(AdvertPath path) {
    return config(VIP, path);
  }

  private static VrrpConfig ipv6(AdvertPath path) {
    return config(VIP_6, path);
  }

  private static VrrpConfig config(InetAddress vip, AdvertPath path) {
    return new VrrpConfig(
        "apiserver",
        VrrpVersion.V3,
        "eth0",
        88,
        100,
        true,
        Duration.ofSeconds(1),
        ChecksumForm.PSEUDO_HEADER,
        null,
        List.of(new VirtualAddress(vip, 32)),
        path);
  }

  private static InetAddress ip(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }
}
