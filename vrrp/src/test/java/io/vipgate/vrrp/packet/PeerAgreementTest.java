package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import io.vipgate.vrrp.packet.Received.OtherVirtualRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeerAgreementTest {

  private static final InetAddress LOCAL = address("10.0.0.1");
  private static final InetAddress PEER = address("10.0.0.2");
  private static final InetAddress VIP = address("10.32.255.99");
  private static final InetAddress VIP_2 = address("10.32.255.98");
  private static final Authentication AUTH = Authentication.pass("1111");

  private final PeerAgreement agreement =
      new PeerAgreement(
          advertisement(88, 100, 1, AUTH, VIP, VIP_2), LOCAL, new Delivery.Multicast());

  static Stream<Advertisement> agreeing() {
    return Stream.of(
        advertisement(88, 100, 1, AUTH, VIP, VIP_2),
        advertisement(88, 0, 1, AUTH, VIP, VIP_2),
        advertisement(88, 255, 1, AUTH, VIP_2, VIP));
  }

  @ParameterizedTest
  @MethodSource("agreeing")
  void believesAPeerThatAgreesWhateverItsPriorityAndOrder(Advertisement advertisement) {
    Accepted received = new Accepted(advertisement, multicast(PEER));
    assertThat(agreement.check(received)).isSameAs(received);
  }

  static Stream<Arguments> disagreeing() {
    return Stream.of(
        Arguments.of(
            advertisement(88, 100, 1, Authentication.NONE, VIP, VIP_2),
            DropReason.AUTH_TYPE_MISMATCH,
            "authentication: value: none (expected: PASS)"),
        Arguments.of(
            advertisement(88, 100, 1, Authentication.pass("1112"), VIP, VIP_2),
            DropReason.AUTH_FAILED,
            "password: value: another one (expected: the configured one)"),
        Arguments.of(
            advertisement(88, 100, 2, AUTH, VIP, VIP_2),
            DropReason.INTERVAL_MISMATCH,
            "advert-interval: value: 2 s (expected: 1 s)"),
        Arguments.of(
            version3(100, 1_000, VIP, VIP_2),
            DropReason.VERSION_MISMATCH,
            "VRRP version: value: 3 (expected: 2)"),
        Arguments.of(
            advertisement(88, 100, 1, AUTH, VIP),
            DropReason.ADDRESS_LIST_MISMATCH,
            "addresses: value: [10.32.255.99] (expected: [10.32.255.98, 10.32.255.99])"),
        Arguments.of(
            advertisement(88, 100, 1, AUTH, VIP, VIP),
            DropReason.ADDRESS_LIST_MISMATCH,
            "addresses: value: [10.32.255.99, 10.32.255.99] (expected: [10.32.255.98, 10.32.255.99])"),
        Arguments.of(
            advertisement(88, 100, 1, AUTH, VIP, VIP_2, VIP_2),
            DropReason.ADDRESS_LIST_MISMATCH,
            "addresses: value: [10.32.255.98, 10.32.255.98, 10.32.255.99] (expected: [10.32.255.98, 10.32.255.99])"),
        Arguments.of(
            advertisement(88, 100, 1, AUTH, VIP, LOCAL),
            DropReason.ADDRESS_LIST_MISMATCH,
            "addresses: value: [10.0.0.1, 10.32.255.99] (expected: [10.32.255.98, 10.32.255.99])"));
  }

  @ParameterizedTest
  @MethodSource("disagreeing")
  void makesDisagreementVisible(Advertisement advertisement, DropReason reason, String evidence) {
    assertThat(agreement.check(new Accepted(advertisement, multicast(PEER))))
        .isEqualTo(new Dropped(reason, PEER, 88, evidence));
    assertThat(reason.nature()).isEqualTo(DropReason.Nature.DISAGREEMENT);
  }

  @Test
  void learnsTheIntervalInVersion3() {
    PeerAgreement ours =
        new PeerAgreement(version3(100, 100, VIP), LOCAL, new Delivery.Multicast());
    Accepted received = new Accepted(version3(200, 40_950, VIP), multicast(PEER));
    assertThat(ours.check(received)).isSameAs(received);
  }

  @Test
  void comparesAddressesAndVersionInVersion3() {
    PeerAgreement ours =
        new PeerAgreement(version3(100, 1_000, VIP), LOCAL, new Delivery.Multicast());
    assertThat(ours.check(new Accepted(version3(200, 1_000, VIP_2), multicast(PEER))))
        .extracting(received -> ((Dropped) received).reason())
        .isEqualTo(DropReason.ADDRESS_LIST_MISMATCH);
    assertThat(ours.check(new Accepted(advertisement(88, 100, 1, AUTH, VIP), multicast(PEER))))
        .isEqualTo(
            new Dropped(
                DropReason.VERSION_MISMATCH, PEER, 88, "VRRP version: value: 2 (expected: 3)"));
  }

  @Test
  void recognisesItsOwnPackets() {
    Dropped dropped =
        (Dropped)
            agreement.check(
                new Accepted(advertisement(88, 100, 1, AUTH, VIP, VIP_2), multicast(LOCAL)));
    assertThat(dropped.reason()).isEqualTo(DropReason.OWN_PACKET);
    assertThat(dropped.reason().nature()).isEqualTo(DropReason.Nature.LOOPED_BACK);
    assertThat(dropped.evidence())
        .isEqualTo("source address: value: 10.0.0.1 (expected: a peer's)");
  }

  /** Whatever else another virtual router's packet says, it is not our business. */
  @Test
  void leavesOtherVirtualRoutersAlone() {
    Advertisement other = advertisement(89, 100, 7, Authentication.NONE, LOCAL);
    assertThat(agreement.check(new Accepted(other, multicast(PEER))))
        .isEqualTo(new OtherVirtualRouter(89, PEER));
    assertThat(agreement.check(new Accepted(other, multicast(LOCAL))))
        .isEqualTo(new OtherVirtualRouter(89, LOCAL));
  }

  @Test
  void neverTellsAPassword() {
    Authentication secret = Authentication.pass("sesame");
    Received received =
        agreement.check(
            new Accepted(advertisement(88, 100, 1, secret, VIP, VIP_2), multicast(PEER)));
    assertThat(received.toString()).doesNotContain("sesame", "1111", Long.toString(secret.data()));
    assertThat(secret).hasToString("PASS");
  }

  private static Advertisement advertisement(
      int virtualRouterId,
      int priority,
      int seconds,
      Authentication authentication,
      InetAddress... addresses) {
    long intervalNs = TimeUnit.SECONDS.toNanos(seconds);
    return new Advertisement(
        VrrpVersion.V2, virtualRouterId, priority, intervalNs, List.of(addresses), authentication);
  }

  private static Advertisement version3(int priority, long intervalMs, InetAddress... addresses) {
    return new Advertisement(
        VrrpVersion.V3,
        88,
        priority,
        TimeUnit.MILLISECONDS.toNanos(intervalMs),
        List.of(addresses),
        Authentication.NONE);
  }
}
