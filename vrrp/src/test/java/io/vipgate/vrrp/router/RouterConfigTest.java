package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static io.vipgate.vrrp.router.RouterConfigBuilder.routerConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.Received.Accepted;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouterConfigTest {

  private static final InetAddress VIP = address("10.32.255.99");
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused(routerConfig().priority(0), "priority: value: 0 (expected: 1 to 255)");
    assertRefused(routerConfig().priority(256), "priority: value: 256 (expected: 1 to 255)");
    assertRefused(
        routerConfig().priority(255).preempt(false),
        "preempt: value: false (expected: true with priority 255)");
    assertRefused(
        routerConfig().advertIntervalNs(0),
        "advert-interval: value: 0 ns (expected: whole seconds, 1 s to 255 s, in version 2)");
    assertRefused(
        routerConfig().advertIntervalNs(SECOND_NS / 2),
        "advert-interval: value: 500000000 ns (expected: whole seconds, 1 s to 255 s, in version 2)");
    assertRefused(
        routerConfig().addresses(), "addresses: value: [] (expected: one or more, each once)");
    assertRefused(
        routerConfig().addresses(VIP, VIP),
        "addresses: value: [10.32.255.99, 10.32.255.99] (expected: one or more, each once)");
  }

  @Test
  void agreesWithAPeerOfTheSameConfiguration() {
    RouterConfig ours = routerConfig().build();
    Advertisement theirs = routerConfig().priority(88).preempt(false).build().advertisement();
    Accepted received = new Accepted(theirs, multicast(address("10.0.0.1")));
    assertThat(ours.peerAgreement(new Delivery.Multicast()).check(received)).isSameAs(received);
  }

  /** Dual stack: the other family goes wherever the advertised one goes. */
  @Test
  void advertisesTheAddressesOfItsOwnFamily() {
    InetAddress ipv6 = address("2001:db8::99");
    RouterConfig both = routerConfig().addresses(ipv6, VIP).build();
    assertThat(both.advertisement().addresses()).containsExactly(VIP);
    assertThat(both.addresses()).containsExactly(ipv6, VIP);
    assertRefused(
        routerConfig().addresses(ipv6),
        "addresses: value: [2001:db8:0:0:0:0:0:99] (expected: at least one of the family of 10.0.0.2)");
  }

  @Test
  void holdsWhatItDoesNotAdvertise() {
    InetAddress excluded = address("10.32.255.98");
    RouterConfig plain = routerConfig().build();
    RouterConfig more = excluding(excluded, address("2001:db8::98")).build();
    assertThat(more.advertisement()).isEqualTo(plain.advertisement());
    assertThat(more.held()).containsExactly(VIP, excluded, address("2001:db8::98"));
    assertRefused(
        excluding(VIP),
        "addresses: value: [10.32.255.99, 10.32.255.99] (expected: one or more, each once)");
  }

  private static RouterConfigBuilder excluding(InetAddress... excluded) {
    return routerConfig()
        .claims(new Claims(List.of(excluded), DuplicateCheck.OFF, Announcing.DEFAULT));
  }

  @Test
  void doesNotTellThePassword() {
    assertThat(routerConfig().build().toString()).doesNotContain("1111");
  }

  private static void assertRefused(RouterConfigBuilder config, String message) {
    assertThatIllegalArgumentException().isThrownBy(config::build).withMessage(message);
  }
}
