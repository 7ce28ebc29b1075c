package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.GROUP;
import static io.vipgate.vrrp.packet.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whom a router believes, by the way that a packet came. */
class DeliveryTest {

  private static final InetAddress LOCAL = address("10.0.0.1");
  private static final InetAddress PEER = address("10.0.0.2");
  private static final InetAddress STRANGER = address("10.0.0.3");

  private static final Advertisement ADVERTISEMENT =
      new Advertisement(
          VrrpVersion.V2,
          88,
          100,
          TimeUnit.SECONDS.toNanos(1),
          List.of(address("10.32.255.99")),
          Authentication.NONE);

  private final PeerAgreement unicast =
      new PeerAgreement(ADVERTISEMENT, LOCAL, new Delivery.Unicast(Set.of(PEER), 254));
  private final PeerAgreement multicast =
      new PeerAgreement(ADVERTISEMENT, LOCAL, new Delivery.Multicast());

  @Test
  void aConfiguredPeerIsBelieved() {
    Accepted received = from(PEER, LOCAL, 254);
    assertThat(unicast.check(received)).isSameAs(received);
  }

  @Test
  void aStrangerIsNot() {
    assertThat(unicast.check(from(STRANGER, LOCAL, 255)))
        .isEqualTo(
            new Dropped(
                DropReason.UNKNOWN_PEER,
                STRANGER,
                88,
                "source address: value: 10.0.0.3 (expected: one of [10.0.0.2])"));
  }

  @Test
  void aPeerFromTooFarAwayIsNot() {
    assertThat(unicast.check(from(PEER, LOCAL, 253)))
        .isEqualTo(
            new Dropped(DropReason.TTL, PEER, 88, "TTL: value: 253 (expected: at least 254)"));
  }

  @Test
  void multicastToRoutersThatExchangeUnicastIsNot() {
    assertThat(unicast.check(from(PEER, GROUP, 255)))
        .isEqualTo(
            new Dropped(
                DropReason.DELIVERY_MISMATCH,
                PEER,
                88,
                "destination: value: 224.0.0.18 (expected: unicast)"));
  }

  @Test
  void unicastToRoutersThatExchangeMulticastIsNot() {
    assertThat(multicast.check(from(PEER, LOCAL, 255)))
        .isEqualTo(
            new Dropped(
                DropReason.DELIVERY_MISMATCH,
                PEER,
                88,
                "destination: value: 10.0.0.1 (expected: multicast)"));
  }

  @Test
  void unicastTakesPeers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Delivery.Unicast(Set.of(), 255))
        .withMessage("peers: value: none (expected: at least one)");
  }

  private static Accepted from(InetAddress source, InetAddress destination, int hopLimit) {
    return new Accepted(ADVERTISEMENT, new IpHeader(source, destination, hopLimit));
  }
}
