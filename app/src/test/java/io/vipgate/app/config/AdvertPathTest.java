package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Delivery;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvertPathTest {
  @TempDir Path directory;

  @Test
  void multicastOverTheFamilyOfTheAddresses() {
    assertThat(router("addresses = [\"10.0.0.9\"]").isOverIpv6()).isFalse();
    VrrpConfig ipv6 = router("version = 3, addresses = [\"fd00::9\", \"fe80::9/64\"]");
    assertThat(ipv6.isOverIpv6()).isTrue();
    assertThat(ipv6.path().delivery()).isEqualTo(new Delivery.Multicast());
    assertThat(ipv6.addresses().get(0)).hasToString("fd00:0:0:0:0:0:0:9/128");
    assertThat(ipv6.addresses().get(1).prefixLength()).isEqualTo(64);
  }

  /** Whatever their order: it means nothing elsewhere either. */
  @Test
  void addressesOfBothFamiliesGoOverIpv4() {
    assertThat(router("addresses = [\"fd00::9\", \"10.0.0.9\"]").isOverIpv6()).isFalse();
  }

  @Test
  void theSourceOrThePeersSettleTheFamily() {
    String both = "version = 3, addresses = [\"10.0.0.9\", \"fd00::9\"], ";
    assertThat(router(both + "source = \"fe80::1\"").isOverIpv6()).isTrue();
    assertThat(router(both + "unicast.peers = [\"fd00::2\"]").isOverIpv6()).isTrue();
    assertThat(router(both + "unicast.peers = [\"10.0.0.2\"]").isOverIpv6()).isFalse();
  }

  @Test
  void unicastToItsPeers() throws Exception {
    VrrpConfig router =
        router(
            "addresses = [\"10.0.0.9\"], source = \"10.0.0.1\","
                + " unicast { peers = [\"10.0.0.2\", \"10.0.0.3\"], min-ttl = 254 }");
    assertThat(router.path().source()).isEqualTo(InetAddress.getByName("10.0.0.1"));
    assertThat(router.path().delivery())
        .isEqualTo(
            new Delivery.Unicast(
                Set.of(InetAddress.getByName("10.0.0.2"), InetAddress.getByName("10.0.0.3")), 254));
  }

  @Test
  void believesPeersFromAnywhereByDefault() {
    VrrpConfig router = router("addresses = [\"10.0.0.9\"], unicast.peers = [\"10.0.0.2\"]");
    assertThat(router.path().unicastMinTtl()).isEqualTo(1);
  }

  @Test
  void anAdvertHoldsSoManyIpv6AddressesAndNoMore() {
    assertThat(router("version = 3, addresses = " + addresses(77)).addresses()).hasSize(77);
    assertThat(problems("version = 3, addresses = " + addresses(78)))
        .containsExactly(
            "vipgate.conf:1: vrrp.a.addresses: value: a list (expected: at most 77 IPv6 addresses,"
                + " which fit into one advert)");
  }

  /** IPv4 and IPv6 number their virtual routers apart. */
  @Test
  void oneNumberForARouterOfEachFamily() {
    String second =
        "\nvrrp.b { interface = eth0, virtual-router-id = 88, priority = 1, version = 3,"
            + " addresses = [\"fd00::9\"] }";
    assertThat(ConfigText.valid(directory, config("addresses = [\"10.0.0.9\"]") + second).vrrp())
        .hasSize(2);
  }

  @Test
  void aSourceOverIpv6ThatIsNotLinkLocalIsAWarning() {
    String text = config("version = 3, addresses = [\"fd00::9\"], source = \"fd00::1\"");
    assertThat(((LoadResult.Loaded) ConfigText.load(directory, text)).warnings())
        .singleElement()
        .asString()
        .endsWith(
            "vrrp.a.source: value: fd00::1 (expected: a link-local address (fe80::), as RFC 9568"
                + " has it for multicast)");
  }

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"fd00::%x\""::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private VrrpConfig router(String keys) {
    return ConfigText.valid(directory, config(keys)).vrrp().get(0);
  }

  private List<String> problems(String keys) {
    return ConfigText.problems(directory, config(keys));
  }

  private static String config(String keys) {
    return "vrrp.a { interface = eth0, virtual-router-id = 88, priority = 100, " + keys + " }";
  }
}
