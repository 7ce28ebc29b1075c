package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouterConfigTest {

  private static final InetAddress VIP = address("10.32.255.99");
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused(0, true, SECOND_NS, List.of(VIP), "priority: value: 0 (expected: 1 to 255)");
    assertRefused(256, true, SECOND_NS, List.of(VIP), "priority: value: 256 (expected: 1 to 255)");
    assertRefused(
        255,
        false,
        SECOND_NS,
        List.of(VIP),
        "preempt: value: false (expected: true with priority 255)");
    assertRefused(
        100,
        true,
        0,
        List.of(VIP),
        "advert-interval: value: 0 ns (expected: whole seconds, 1 s to 255 s, in version 2)");
    assertRefused(
        100,
        true,
        SECOND_NS / 2,
        List.of(VIP),
        "advert-interval: value: 500000000 ns (expected: whole seconds, 1 s to 255 s, in version 2)");
    assertRefused(
        100, true, SECOND_NS, List.of(), "addresses: value: [] (expected: one or more, each once)");
    assertRefused(
        100,
        true,
        SECOND_NS,
        List.of(VIP, VIP),
        "addresses: value: [10.32.255.99, 10.32.255.99] (expected: one or more, each once)");
  }

  @Test
  void agreesWithAPeerOfTheSameConfiguration() {
    RouterConfig ours = config(100, true, SECOND_NS, List.of(VIP));
    Advertisement theirs = config(88, false, SECOND_NS, List.of(VIP)).advertisement();
    Accepted received = new Accepted(theirs, multicast(address("10.0.0.2")));
    assertThat(ours.peerAgreement(new Delivery.Multicast()).check(received)).isSameAs(received);
  }

  /** Dual stack: the other family goes wherever the advertised one goes. */
  @Test
  void advertisesTheAddressesOfItsOwnFamily() {
    InetAddress ipv6 = address("2001:db8::99");
    RouterConfig both = config(100, true, SECOND_NS, List.of(ipv6, VIP));
    assertThat(both.advertisement().addresses()).containsExactly(VIP);
    assertThat(both.addresses()).containsExactly(ipv6, VIP);
    assertRefused(
        100,
        true,
        SECOND_NS,
        List.of(ipv6),
        "addresses: value: [2001:db8:0:0:0:0:0:99] (expected: at least one of the family of 10.0.0.1)");
  }

  @Test
  void holdsWhatItDoesNotAdvertise() {
    InetAddress excluded = address("10.32.255.98");
    RouterConfig plain = config(100, true, SECOND_NS, List.of(VIP));
    RouterConfig more = withExcluded(plain, List.of(excluded, address("2001:db8::98")));
    assertThat(more.advertisement()).isEqualTo(plain.advertisement());
    assertThat(more.held()).containsExactly(VIP, excluded, address("2001:db8::98"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withExcluded(plain, List.of(VIP)))
        .withMessage(
            "addresses: value: [10.32.255.99, 10.32.255.99] (expected: one or more, each once)");
  }

  private static RouterConfig withExcluded(RouterConfig plain, List<InetAddress> excluded) {
    return new RouterConfig(
        plain.name(),
        plain.version(),
        plain.virtualRouterId(),
        plain.priority(),
        plain.preempt(),
        plain.advertIntervalNs(),
        plain.addresses(),
        plain.localAddress(),
        plain.authentication(),
        plain.delays(),
        new Claims(excluded, DuplicateCheck.OFF, Announcing.DEFAULT));
  }

  @Test
  void doesNotTellThePassword() {
    assertThat(config(100, true, SECOND_NS, List.of(VIP)).toString()).doesNotContain("1111");
  }

  private static void assertRefused(
      int priority, boolean preempt, long intervalNs, List<InetAddress> addresses, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(priority, preempt, intervalNs, addresses))
        .withMessage(message);
  }

  private static RouterConfig config(
      int priority, boolean preempt, long intervalNs, List<InetAddress> addresses) {
    return new RouterConfig(
        "apiserver",
        VrrpVersion.V2,
        88,
        priority,
        preempt,
        intervalNs,
        addresses,
        address("10.0.0.1"),
        Authentication.pass("1111"));
  }
}
