package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.hex;
import static io.vipgate.vrrp.packet.Packets.ipPacket;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vipgate.vrrp.packet.Received.Accepted;
import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdvertisementCodecTest {

  private static final InetAddress SENDER = address("10.32.137.20");

  /**
   * Captured from keepalived 2.2.7: {@code virtual_router_id 88, priority 100, advert_int 1,
   * auth_type PASS, auth_pass 1111}, one address 10.32.255.99, from 10.32.137.20.
   */
  private static final String[] KEEPALIVED_PASS = {
    "45c0 0028 0001 0000 ff70 475e 0a20 8914 e000 0012",
    "2158 6401 0101 0dbf 0a20 ff63 3131 3131 0000 0000"
  };

  /** The same keepalived, stopped. */
  private static final String[] KEEPALIVED_RESIGNS = {
    "45c0 0028 0005 0000 ff70 475a 0a20 8914 e000 0012",
    "2158 0001 0101 71bf 0a20 ff63 3131 3131 0000 0000"
  };

  /**
   * Captured from keepalived 2.2.7: {@code virtual_router_id 51, priority 150, advert_int 3}, no
   * authentication, addresses 10.32.255.99 and 10.32.255.98, from 10.32.137.20.
   */
  private static final String[] KEEPALIVED_TWO_ADDRESSES = {
    "45c0 002c 0001 0000 ff70 475a 0a20 8914 e000 0012",
    "2133 9602 0003 35c0 0a20 ff63 0a20 ff62 0000 0000 0000 0000"
  };

  private static final Advertisement PASS =
      advertisement(88, 100, 1, List.of(address("10.32.255.99")), Authentication.pass("1111"));

  static Stream<Arguments> captured() {
    List<InetAddress> two = List.of(address("10.32.255.99"), address("10.32.255.98"));
    return Stream.of(
        Arguments.of("PASS", KEEPALIVED_PASS, PASS),
        Arguments.of("resigns", KEEPALIVED_RESIGNS, PASS.withPriority(0)),
        Arguments.of(
            "two addresses",
            KEEPALIVED_TWO_ADDRESSES,
            advertisement(51, 150, 3, two, Authentication.NONE)));
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
    assertThat(encode(advertisement)).isEqualTo(hex(packet[1]));
  }

  /**
   * By hand. Words: 2101 fe00 0001 0000 0000 0000 0000 0000 0000; the sum is 0x11f02, carried
   * 0x1f03, and its complement 0xe0fc.
   */
  @Test
  void carriesIntoTheChecksum() {
    assertThat(encode(advertisement(1, 254, 1, List.of(), Authentication.NONE)))
        .isEqualTo(hex("2101 fe00 0001 e0fc 0000 0000 0000 0000"));
  }

  /**
   * By hand. Header and address, words 21ff ff01 01ff ffff ffff, sum up to 0x322fd, and the
   * password, words 6162 6364 6566 6768, to 0x19194: together 0x4b491, carried 0xb495, and its
   * complement 0x4b6a.
   */
  @Test
  void fillsThePasswordToItsFullEightBytes() {
    Advertisement advertisement =
        advertisement(
            255, 255, 255, List.of(address("255.255.255.255")), Authentication.pass("abcdefgh"));
    assertThat(encode(advertisement))
        .isEqualTo(hex("21ff ff01 01ff 4b6a ffff ffff 6162 6364 6566 6768"));
  }

  @Test
  void roundTripsEveryAdvertisement() {
    Random random = new Random(20_240_601);
    for (int i = 0; i < 20_000; i++) {
      Advertisement advertisement = anyAdvertisement(random);
      InetAddress source = anyAddress(random);
      assertThat(AdvertisementCodec.decode(ipPacket(advertisement, source)))
          .isEqualTo(new Accepted(advertisement, multicast(source)));
    }
  }

  @Test
  void writesAtTheBuffersPositionAndAdvancesIt() {
    ByteBuffer target = ByteBuffer.allocate(64).position(7);
    AdvertisementCodec.encode(PASS, target);
    assertThat(target.position()).isEqualTo(7 + AdvertisementCodec.encodedLength(PASS));
    assertThat(target.flip().position(7)).isEqualTo(hex(KEEPALIVED_PASS[1]));
  }

  @Test
  void writesNothingWhereThereIsNoRoom() {
    ByteBuffer target = ByteBuffer.allocate(AdvertisementCodec.encodedLength(PASS) - 1);
    assertThatExceptionOfType(BufferOverflowException.class)
        .isThrownBy(() -> AdvertisementCodec.encode(PASS, target));
    assertThat(target).isEqualTo(ByteBuffer.allocate(target.capacity()));
  }

  @Test
  void readsFromTheBuffersPositionToItsLimitAndChangesNeither() {
    ByteBuffer packet = hex("ffff", KEEPALIVED_PASS[0], KEEPALIVED_PASS[1], "ffff");
    packet.position(2).limit(packet.limit() - 2);
    assertThat(AdvertisementCodec.decode(packet.asReadOnlyBuffer()))
        .isEqualTo(new Accepted(PASS, multicast(SENDER)));
    AdvertisementCodec.decode(packet);
    assertThat(packet.position()).isEqualTo(2);
    assertThat(packet.limit()).isEqualTo(packet.capacity() - 2);
  }

  private static ByteBuffer encode(Advertisement advertisement) {
    ByteBuffer target = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
    AdvertisementCodec.encode(advertisement, target);
    return target.flip();
  }

  private static Advertisement advertisement(
      int virtualRouterId,
      int priority,
      int intervalSeconds,
      List<InetAddress> addresses,
      Authentication authentication) {
    long intervalNs = TimeUnit.SECONDS.toNanos(intervalSeconds);
    return new Advertisement(
        VrrpVersion.V2, virtualRouterId, priority, intervalNs, addresses, authentication);
  }

  private static Advertisement anyAdvertisement(Random random) {
    List<InetAddress> addresses = new ArrayList<>();
    int count = random.nextInt(20) == 0 ? random.nextInt(256) : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      addresses.add(anyAddress(random));
    }
    Authentication authentication =
        random.nextBoolean()
            ? Authentication.NONE
            : new Authentication(Authentication.TYPE_PASS, random.nextLong());
    return advertisement(
        1 + random.nextInt(255),
        random.nextInt(256),
        1 + random.nextInt(255),
        addresses,
        authentication);
  }

  private static InetAddress anyAddress(Random random) {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return IpPacket.addressAt(ByteBuffer.wrap(bytes), 0, 4);
  }
}
