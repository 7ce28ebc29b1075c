package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.AdvertPath;
import io.vipgate.app.config.ChecksumForm;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.packet.AdvertisementCodec;
import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.packet.InternetChecksum;
import io.vipgate.vrrp.packet.VrrpVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason not to believe a packet is counted, at the instance that it was meant for. */
class ReceptionTest {
  private static final int IP = 20;
  private static final InetAddress LOCAL = ip("10.0.0.1");
  private static final InetAddress PEER = ip("10.0.0.2");
  private static final InetAddress STRANGER = ip("10.0.0.3");
  private static final InetAddress GROUP = ip("224.0.0.18");
  private static final InetAddress VIP = ip("10.32.255.99");
  private static final Authentication PASS = Authentication.pass("1111");

  private final VrrpInstance multicast = instance(88, AdvertPath.MULTICAST);
  private final VrrpInstance unicast = instance(89, new AdvertPath(LOCAL, List.of(PEER), 1));
  private final Reception reception =
      new Reception(List.of(multicast, unicast), (local, master) -> {});

  @BeforeEach
  void attach() {
    multicast.attach(LOCAL, new IdleEdge(), "eth0");
    unicast.attach(LOCAL, new IdleEdge(), "eth0");
  }

  @Test
  void whatIsBelievedIsCountedAsReceived() {
    reception.onPacket(packet(advertisement(88, 1, PASS, VIP), PEER, GROUP));
    reception.onPacket(packet(advertisement(89, 1, PASS, VIP), PEER, LOCAL));
    for (VrrpInstance instance : List.of(multicast, unicast)) {
      assertThat(instance.counters().events().get(VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED))
          .isEqualTo(1);
      assertThat(drops(instance)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsCounted(DropReason reason) {
    reception.onPacket(packetDroppedFor(reason));
    assertThat(drops(reason == DropReason.UNKNOWN_PEER ? unicast : multicast))
        .isEqualTo(Map.of(reason, 1L));
  }

  @Test
  void whatClaimsToBeForNobodyHereIsAStray() {
    ByteBuffer packet = packet(advertisement(90, 1, PASS, VIP), PEER, GROUP);
    reception.onPacket(packet.put(IP + 6, (byte) ~packet.get(IP + 6)));
    assertThat(reception.strays().get(DropReason.CHECKSUM)).isEqualTo(1);
    assertThat(drops(multicast)).isEmpty();
    assertThat(drops(unicast)).isEmpty();
  }

  @Test
  void whatIsValidForNobodyHereIsNoNews() {
    reception.onPacket(packet(advertisement(90, 1, PASS, VIP), PEER, GROUP));
    assertThat(Arrays.stream(DropReason.values()).map(reception.strays()::get)).containsOnly(0L);
  }

  private static ByteBuffer packetDroppedFor(DropReason reason) {
    ByteBuffer good = packet(advertisement(88, 1, PASS, VIP), PEER, GROUP);
    return switch (reason) {
      case TRUNCATED -> good.limit(IP - 1);
      case TRAILING_BYTES -> ByteBuffer.allocate(good.limit() + 1).put(good).rewind();
      case IP_HEADER -> good.put(0, (byte) 0x44);
      case PROTOCOL -> good.put(9, (byte) 51);
      case TTL -> good.put(8, (byte) 254);
      case VERSION -> good.put(IP, (byte) 0x11);
      case TYPE -> good.put(IP, (byte) 0x22);
      case CHECKSUM -> good.put(IP + 6, (byte) ~good.get(IP + 6));
      case VIRTUAL_ROUTER_ID -> with(good, 1, 0);
      case AUTH_TYPE -> with(good, 4, 2);
      case ADVERT_INTERVAL -> with(good, 5, 0);
      case OWN_PACKET -> packet(advertisement(88, 1, PASS, VIP), LOCAL, GROUP);
      case DELIVERY_MISMATCH -> packet(advertisement(88, 1, PASS, VIP), PEER, LOCAL);
      case UNKNOWN_PEER -> packet(advertisement(89, 1, PASS, VIP), STRANGER, LOCAL);
      case VERSION_MISMATCH -> packet(version3(), PEER, GROUP);
      case AUTH_TYPE_MISMATCH ->
          packet(advertisement(88, 1, Authentication.NONE, VIP), PEER, GROUP);
      case AUTH_FAILED ->
          packet(advertisement(88, 1, Authentication.pass("2222"), VIP), PEER, GROUP);
      case INTERVAL_MISMATCH -> packet(advertisement(88, 2, PASS, VIP), PEER, GROUP);
      case ADDRESS_LIST_MISMATCH ->
          packet(advertisement(88, 1, PASS, ip("10.32.255.98")), PEER, GROUP);
    };
  }

  /** One byte of the message changed, and the checksum made right again. */
  private static ByteBuffer with(ByteBuffer packet, int at, int value) {
    packet.put(IP + at, (byte) value).putShort(IP + 6, (short) 0);
    int checksum = InternetChecksum.of(packet.slice(IP, packet.limit() - IP));
    return packet.putShort(IP + 6, (short) checksum);
  }

  private static ByteBuffer packet(
      Advertisement advertisement, InetAddress source, InetAddress destination) {
    int length = IP + AdvertisementCodec.encodedLength(advertisement);
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.putShort((short) 0x45c0).putShort((short) length).putInt(0);
    packet.put((byte) 255).put((byte) 112).putShort((short) 0);
    packet.put(source.getAddress()).put(destination.getAddress());
    AdvertisementCodec.encode(advertisement, packet);
    return packet.flip();
  }

  private static Advertisement advertisement(
      int virtualRouterId, int seconds, Authentication authentication, InetAddress vip) {
    return new Advertisement(
        VrrpVersion.V2,
        virtualRouterId,
        100,
        TimeUnit.SECONDS.toNanos(seconds),
        List.of(vip),
        authentication);
  }

  private static Advertisement version3() {
    return new Advertisement(
        VrrpVersion.V3, 88, 100, TimeUnit.SECONDS.toNanos(1), List.of(VIP), Authentication.NONE);
  }

  private static Map<DropReason, Long> drops(VrrpInstance instance) {
    return Arrays.stream(DropReason.values())
        .filter(reason -> instance.counters().drops().get(reason) > 0)
        .collect(Collectors.toMap(reason -> reason, instance.counters().drops()::get));
  }

  private static VrrpInstance instance(int virtualRouterId, AdvertPath path) {
    return new VrrpInstance(
        new VrrpConfig(
            "router" + virtualRouterId,
            VrrpVersion.V2,
            "eth0",
            virtualRouterId,
            100,
            true,
            Duration.ofSeconds(1),
            ChecksumForm.PSEUDO_HEADER,
            "1111",
            List.of(new VirtualAddress(VIP, 32)),
            path),
        new ControlLoop(new IdleWaiter(), () -> 7_000_000_000L),
        new Journal(Clock.systemUTC()));
  }

  private static InetAddress ip(String literal) {
    return IpLiteral.parse(literal).orElseThrow();
  }
}
