package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.GROUP;
import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.fixChecksum;
import static io.vipgate.vrrp.packet.Packets.hex;
import static io.vipgate.vrrp.packet.Packets.ipPacket;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
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

/** Version 3 on the wire, against packets captured from keepalived. */
class Version3CodecTest {

  private static final int IP = 20;
  private static final InetAddress SENDER = address("10.32.137.20");
  private static final InetAddress VIP = address("10.32.255.99");

  /**
   * Captured from keepalived 2.2.7: {@code vrrp_version 3, virtual_router_id 88, priority 100,
   * advert_int 0.1}, one address 10.32.255.99, from 10.32.137.20.
   */
  private static final String[] KEEPALIVED = {
    "45c0 0020 0001 0000 ff70 4766 0a20 8914 e000 0012", "3158 6401 000a ed54 0a20 ff63"
  };

  /** The same keepalived, stopped. */
  private static final String[] KEEPALIVED_RESIGNS = {
    "45c0 0020 001a 0000 ff70 474d 0a20 8914 e000 0012", "3158 0001 000a 5155 0a20 ff63"
  };

  /**
   * Captured from keepalived 2.2.7: {@code vrrp_version 3, virtual_router_id 51, priority 150,
   * advert_int 1.5}, addresses 10.32.255.99 and 10.32.255.98, from 10.32.137.20.
   */
  private static final String[] KEEPALIVED_TWO_ADDRESSES = {
    "45c0 0024 0001 0000 ff70 4762 0a20 8914 e000 0012", "3133 9602 0096 b165 0a20 ff63 0a20 ff62"
  };

  private static final Advertisement ADVERTISEMENT = advertisement(88, 100, 100, VIP);

  static Stream<Arguments> captured() {
    return Stream.of(
        Arguments.of("100 ms", KEEPALIVED, ADVERTISEMENT),
        Arguments.of("resigns", KEEPALIVED_RESIGNS, ADVERTISEMENT.withPriority(0)),
        Arguments.of(
            "two addresses",
            KEEPALIVED_TWO_ADDRESSES,
            advertisement(51, 150, 1_500, VIP, address("10.32.255.98"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captured")
  void readsWhatKeepalivedSends(String name, String[] packet, Advertisement expected) {
    assertThat(AdvertisementCodec.decode(hex(packet)))
        .isEqualTo(new Accepted(expected, multicast(SENDER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captured")
  void writesWhatKeepalivedSends(String name, String[] packet, Advertisement advertisement) {
    ByteBuffer target = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
    AdvertisementCodec.encode(advertisement, new PseudoHeader(SENDER, GROUP), target);
    assertThat(target.flip()).isEqualTo(hex(packet[1]));
  }

  /**
   * By hand, as RFC 9568 has it. Words 3158 6401 000a 0a20 ff63: the sum is 0x19ee6, carried
   * 0x9ee7, and its complement 0x6118.
   */
  @Test
  void writesAndReadsAPlainChecksum() {
    ByteBuffer target = ByteBuffer.allocate(12);
    AdvertisementCodec.encode(ADVERTISEMENT, target);
    assertThat(target.flip()).isEqualTo(hex("3158 6401 000a 6118 0a20 ff63"));
    assertThat(AdvertisementCodec.decode(ipPacket(ADVERTISEMENT, SENDER, null)))
        .isEqualTo(new Accepted(ADVERTISEMENT, multicast(SENDER)));
  }

  @Test
  void aPseudoHeaderOfOtherAddressesIsNoExcuse() {
    PseudoHeader other = new PseudoHeader(address("10.32.137.27"), GROUP);
    Dropped dropped = (Dropped) AdvertisementCodec.decode(ipPacket(ADVERTISEMENT, SENDER, other));
    assertThat(dropped.reason()).isEqualTo(DropReason.CHECKSUM);
    assertThat(dropped.evidence()).isEqualTo("VRRP checksum: value: 0xed4d (expected: 0x6118)");
  }

  @Test
  void version2HasNoPseudoHeader() {
    Advertisement version2 =
        new Advertisement(
            VrrpVersion.V2,
            88,
            100,
            TimeUnit.SECONDS.toNanos(1),
            List.of(VIP),
            Authentication.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ipPacket(version2, SENDER, new PseudoHeader(SENDER, GROUP)))
        .withMessageContaining("expected: none in version 2");
  }

  @Test
  void ignoresTheReservedBits() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.put(IP + 4, (byte) 0xf0);
    fixChecksum(packet, IP);
    assertThat(AdvertisementCodec.decode(packet))
        .isEqualTo(new Accepted(ADVERTISEMENT, multicast(SENDER)));
  }

  @Test
  void dropsAnIntervalOfZero() {
    ByteBuffer packet = ipPacket(ADVERTISEMENT, SENDER);
    packet.put(IP + 5, (byte) 0);
    fixChecksum(packet, IP);
    Dropped dropped = (Dropped) AdvertisementCodec.decode(packet);
    assertThat(dropped.reason()).isEqualTo(DropReason.ADVERT_INTERVAL);
    assertThat(dropped.virtualRouterId()).isEqualTo(88);
    assertThat(dropped.evidence())
        .isEqualTo("advert-interval: value: 0 (expected: 10 ms to 40.95 s in steps of 10 ms)");
  }

  @Test
  void everyFlippedBitOfTheMessageIsNoticed() {
    int bits = ipPacket(ADVERTISEMENT, SENDER).limit() * 8;
    for (int bit = IP * 8; bit < bits; bit++) {
      ByteBuffer flipped = ipPacket(ADVERTISEMENT, SENDER);
      flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
      assertThat(AdvertisementCodec.decode(flipped)).as("bit %d", bit).isInstanceOf(Dropped.class);
    }
  }

  @Test
  void everyTruncatedMessageIsDropped() {
    for (int length = IP; length < ipPacket(ADVERTISEMENT, SENDER).limit(); length++) {
      ByteBuffer cut = ipPacket(ADVERTISEMENT, SENDER).limit(length);
      cut.putShort(2, (short) length);
      assertThat(((Dropped) AdvertisementCodec.decode(cut)).reason())
          .as("cut to %d bytes", length)
          .isEqualTo(DropReason.TRUNCATED);
    }
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
                  .limit(random.nextInt(random.nextInt(20) == 0 ? 256 : 4))
                  .toArray(InetAddress[]::new));
      InetAddress source = anyAddress(random);
      PseudoHeader covered = random.nextBoolean() ? new PseudoHeader(source, GROUP) : null;
      assertThat(AdvertisementCodec.decode(ipPacket(advertisement, source, covered)))
          .isEqualTo(new Accepted(advertisement, multicast(source)));
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
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return IpPacket.addressAt(ByteBuffer.wrap(bytes), 0, 4);
  }
}
