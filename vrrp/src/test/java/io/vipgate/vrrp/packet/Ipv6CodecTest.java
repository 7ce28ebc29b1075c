package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.GROUP_IPV6;
import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.hex;
import static io.vipgate.vrrp.packet.Packets.ipPacket;
import static io.vipgate.vrrp.packet.Packets.ipv6Packet;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Version 3 over IPv6, against packets captured from keepalived and FRR. */
class Ipv6CodecTest {

  private static final int IP = 40;
  private static final InetAddress SENDER = address("fe80::e882:55ff:fe39:48cd");
  private static final InetAddress VIP = address("2001:db8::99");

  /**
   * Captured from keepalived 2.2.7: {@code vrrp_version 3, virtual_router_id 88, priority 100,
   * advert_int 0.1}, addresses fe80::88 and 2001:db8::99.
   */
  private static final String[] KEEPALIVED = {
    "6c06 ce17 0028 70ff fe80 0000 0000 0000 e882 55ff fe39 48cd",
    "ff02 0000 0000 0000 0000 0000 0000 0012",
    "3158 6402 000a b988 fe80 0000 0000 0000 0000 0000 0000 0088",
    "2001 0db8 0000 0000 0000 0000 0000 0099"
  };

  /**
   * The same to a unicast peer: {@code virtual_router_id 51, priority 150, advert_int 1.5}. Its hop
   * limit is the kernel's default, 64.
   */
  private static final String[] KEEPALIVED_UNICAST = {
    "6c07 87f5 0018 7040 2001 0db8 0000 0000 0000 0000 0000 0001",
    "2001 0db8 0000 0000 0000 0000 0000 0002",
    "3133 9601 0096 ade5 2001 0db8 0000 0000 0000 0000 0000 0099"
  };

  /** Captured from FRR 8.4.4, {@code vrrp 7 priority 120}, from its macvlan interface. */
  private static final String[] FRR = {
    "6c0c adc1 0028 70ff fe80 0000 0000 0000 0200 5eff fe00 0207",
    "ff02 0000 0000 0000 0000 0000 0000 0012",
    "3107 7802 000a ca8e fe80 0000 0000 0000 0000 0000 0000 0077",
    "2001 0db8 0000 0000 0000 0000 0000 0077"
  };

  private static final Advertisement ADVERTISEMENT =
      advertisement(88, 100, 100, address("fe80::88"), VIP);

  static Stream<Arguments> captured() {
    return Stream.of(
        Arguments.of("keepalived", KEEPALIVED, ADVERTISEMENT, multicast(SENDER)),
        Arguments.of(
            "keepalived, unicast",
            KEEPALIVED_UNICAST,
            advertisement(51, 150, 1_500, VIP),
            new IpHeader(address("2001:db8::1"), address("2001:db8::2"), 64)),
        Arguments.of(
            "FRR",
            FRR,
            advertisement(7, 120, 100, address("fe80::77"), address("2001:db8::77")),
            multicast(address("fe80::200:5eff:fe00:207"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captured")
  void readsWhatOthersSend(
      String name, String[] packet, Advertisement advertisement, IpHeader header) {
    assertThat(AdvertisementCodec.decode(hex(packet)))
        .isEqualTo(new Accepted(advertisement, header));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captured")
  void writesWhatOthersSend(
      String name, String[] packet, Advertisement advertisement, IpHeader header) {
    ByteBuffer ours = ipv6Packet(advertisement, header);
    ByteBuffer theirs = hex(packet);
    assertThat(ours.position(IP)).isEqualTo(theirs.position(IP));
  }

  @Test
  void aChecksumWithoutThePseudoHeaderIsWrong() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    Packets.fixChecksum(packet, IP);
    Dropped dropped = (Dropped) AdvertisementCodec.decode(packet);
    assertThat(dropped.reason()).isEqualTo(DropReason.CHECKSUM);
    assertThat(dropped.evidence()).endsWith("(expected: 0xb988)");
  }

  @Test
  void version2DoesNotGoOverIpv6() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.put(IP, (byte) 0x21);
    Dropped dropped = (Dropped) AdvertisementCodec.decode(packet);
    assertThat(dropped.reason()).isEqualTo(DropReason.VERSION);
    assertThat(dropped.evidence()).isEqualTo("VRRP version: value: 2 (expected: 3, in IPv6)");
    assertThat(dropped.virtualRouterId()).isEqualTo(88);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Advertisement(
                    VrrpVersion.V2,
                    88,
                    100,
                    TimeUnit.SECONDS.toNanos(1),
                    List.of(VIP),
                    Authentication.NONE))
        .withMessage("address: value: 2001:db8:0:0:0:0:0:99 (expected: IPv4, in version 2)");
  }

  @Test
  void aPacketFromBeyondARouterIsDropped() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.put(7, (byte) 254);
    assertThat(AdvertisementCodec.decode(packet))
        .isEqualTo(new Dropped(DropReason.TTL, SENDER, 0, "hop limit: value: 254 (expected: 255)"));
  }

  @Test
  void anotherProtocolIsDropped() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.put(6, (byte) 58);
    assertThat(AdvertisementCodec.decode(packet))
        .isEqualTo(
            new Dropped(
                DropReason.PROTOCOL, SENDER, 0, "IP next header: value: 58 (expected: 112)"));
  }

  @Test
  void aPayloadLengthThatIsNotThatOfThePacketIsDropped() {
    ByteBuffer longer = ipPacket(ADVERTISEMENT, SENDER).putShort(4, (short) 39);
    assertThat(((Dropped) AdvertisementCodec.decode(longer)).reason())
        .isEqualTo(DropReason.TRAILING_BYTES);
    ByteBuffer shorter = ipPacket(ADVERTISEMENT, SENDER).putShort(4, (short) 41);
    assertThat(((Dropped) AdvertisementCodec.decode(shorter)).reason())
        .isEqualTo(DropReason.TRUNCATED);
  }

  @Test
  void everyTruncatedPacketIsDropped() {
    for (int length = 1; length < ipPacket(ADVERTISEMENT, SENDER).limit(); length++) {
      ByteBuffer cut = ipPacket(ADVERTISEMENT, SENDER).limit(length);
      if (length >= IP) {
        cut.putShort(4, (short) (length - IP));
      }
      assertThat(((Dropped) AdvertisementCodec.decode(cut)).reason())
          .as("cut to %d bytes", length)
          .isEqualTo(DropReason.TRUNCATED);
    }
  }

  /** Bits that no receiver looks at aside: traffic class and flow label. */
  @Test
  void everyFlippedBitIsNoticed() {
    int bits = ipPacket(ADVERTISEMENT, SENDER).limit() * 8;
    for (int bit = 32; bit < bits; bit++) {
      ByteBuffer flipped = ipPacket(ADVERTISEMENT, SENDER);
      flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
      assertThat(AdvertisementCodec.decode(flipped)).as("bit %d", bit).isInstanceOf(Dropped.class);
    }
  }

  @Test
  void addressesOfBothFamiliesDoNotGoTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advertisement(88, 100, 100, VIP, address("10.32.255.99")))
        .withMessage("address: value: 10.32.255.99 (expected: IPv6, like the first one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advertisement(88, 100, 100, address("10.32.255.99"), VIP))
        .withMessage("address: value: 2001:db8:0:0:0:0:0:99 (expected: IPv4, like the first one)");
  }

  /** Java would take it for IPv4, and four bytes for sixteen. */
  @Test
  void aMappedAddressStaysAnIpv6Address() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.position(IP + 8).put(new byte[10]).putShort((short) 0xffff).putInt(0x0a20ff63);
    Packets.fixChecksum(packet.position(0), IP, multicast(SENDER));
    Accepted accepted = (Accepted) AdvertisementCodec.decode(packet);
    assertThat(accepted.advertisement().addresses()).allMatch(Inet6Address.class::isInstance);
  }

  @Test
  void roundTripsEveryAdvertisement() {
    Random random = new Random(9568);
    for (int i = 0; i < 20_000; i++) {
      Advertisement advertisement =
          advertisement(
              1 + random.nextInt(255),
              random.nextInt(256),
              10L * (1 + random.nextInt(4095)),
              Stream.generate(() -> anyAddress(random))
                  .limit(1 + random.nextInt(random.nextInt(20) == 0 ? 255 : 4))
                  .toArray(InetAddress[]::new));
      IpHeader header = new IpHeader(anyAddress(random), GROUP_IPV6, 255);
      assertThat(AdvertisementCodec.decode(ipv6Packet(advertisement, header)))
          .isEqualTo(new Accepted(advertisement, header));
    }
  }

  private static Advertisement advertisement(
      int virtualRouterId, int priority, long intervalMs, InetAddress... addresses) {
    return new Advertisement(
        VrrpVersion.V3,
        virtualRouterId,
        priority,
        TimeUnit.MILLISECONDS.toNanos(intervalMs),
        List.of(addresses),
        Authentication.NONE);
  }

  private static InetAddress anyAddress(Random random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return IpPacket.addressAt(ByteBuffer.wrap(bytes), 0, bytes.length);
  }
}
