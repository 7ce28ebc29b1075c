package io.vipgate.vrrp.packet;

import static io.vipgate.vrrp.packet.Packets.address;
import static io.vipgate.vrrp.packet.Packets.fixChecksum;
import static io.vipgate.vrrp.packet.Packets.ipPacket;
import static io.vipgate.vrrp.packet.Packets.multicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field wrong in turn, every truncation, and noise. */
class MalformedPacketTest {

  private static final int IP = 20;
  private static final InetAddress SENDER = address("10.0.0.1");
  private static final Advertisement VALID =
      new Advertisement(
          VrrpVersion.V2,
          88,
          100,
          TimeUnit.SECONDS.toNanos(1),
          List.of(address("10.32.255.99"), address("10.32.255.98")),
          Authentication.pass("1111"));

  /** One change to a valid packet, and what must come of it. */
  private record Fault(
      String name,
      Consumer<ByteBuffer> change,
      DropReason reason,
      int virtualRouterId,
      String evidence) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        ip(
            "IP version 5",
            0,
            0x55,
            DropReason.IP_HEADER,
            "IP version: value: 5 (expected: 4 or 6)"),
        ip(
            "IHL 4",
            0,
            0x44,
            DropReason.IP_HEADER,
            "IP header length: value: 16 (expected: at least 20)"),
        ip(
            "IHL 15",
            0,
            0x4f,
            DropReason.IP_HEADER,
            "IP total length: value: 44 (expected: at least the header's 60)"),
        ip(
            "total length + 1",
            3,
            45,
            DropReason.TRUNCATED,
            "IP packet length: value: 44 (expected: 45)"),
        ip(
            "total length - 1",
            3,
            43,
            DropReason.TRAILING_BYTES,
            "IP packet length: value: 44 (expected: 43)"),
        ip(
            "more fragments",
            6,
            0x20,
            DropReason.IP_HEADER,
            "IP fragment flag and offset: value: 8192 (expected: 0)"),
        ip(
            "fragment offset",
            7,
            1,
            DropReason.IP_HEADER,
            "IP fragment flag and offset: value: 1 (expected: 0)"),
        ip("TTL 254", 8, 254, DropReason.TTL, "TTL: value: 254 (expected: 255)"),
        ip("protocol 51", 9, 51, DropReason.PROTOCOL, "IP protocol: value: 51 (expected: 112)"),
        vrrp("version 1", 0, 0x11, DropReason.VERSION, "VRRP version: value: 1 (expected: 2 or 3)"),
        vrrp(
            "version 3",
            0,
            0x31,
            DropReason.TRAILING_BYTES,
            "VRRP length: value: 24 (expected: 16 with 2 addresses)"),
        vrrp(
            "interval 0",
            5,
            0,
            DropReason.ADVERT_INTERVAL,
            "advert-interval: value: 0 (expected: whole seconds, 1 s to 255 s)"),
        vrrp("type 2", 0, 0x22, DropReason.TYPE, "VRRP type: value: 2 (expected: 1)"),
        new Fault(
            "VRID 0",
            change(IP + 1, 0),
            DropReason.VIRTUAL_ROUTER_ID,
            0,
            "virtual router id: value: 0 (expected: 1 to 255)"),
        vrrp(
            "count + 1",
            3,
            3,
            DropReason.TRUNCATED,
            "VRRP length: value: 24 (expected: 28 with 3 addresses)"),
        vrrp(
            "count - 1",
            3,
            1,
            DropReason.TRAILING_BYTES,
            "VRRP length: value: 24 (expected: 20 with 1 addresses)"),
        vrrp(
            "auth type 2",
            4,
            2,
            DropReason.AUTH_TYPE,
            "authentication type: value: 2 (expected: 0 or 1)"),
        new Fault(
            "checksum",
            packet -> packet.put(IP + 2, (byte) 101),
            DropReason.CHECKSUM,
            88,
            "VRRP checksum: value: 0x043b (expected: 0x033b)"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isDroppedForItsReason(Fault fault) {
    ByteBuffer packet = ipPacket(VALID, SENDER);
    fault.change.accept(packet);
    Dropped dropped = (Dropped) AdvertisementCodec.decode(packet);
    assertThat(dropped.reason()).isEqualTo(fault.reason);
    assertThat(dropped.virtualRouterId()).isEqualTo(fault.virtualRouterId);
    assertThat(dropped.evidence()).isEqualTo(fault.evidence);
    assertThat(dropped.source()).isEqualTo(fault.name.equals("IP version 5") ? null : SENDER);
  }

  @Test
  void everyReasonOfTheWireIsCovered() {
    Set<DropReason> covered = faults().map(Fault::reason).collect(Collectors.toSet());
    Set<DropReason> invalid = EnumSet.noneOf(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      if (reason.nature() == DropReason.Nature.INVALID) {
        invalid.add(reason);
      }
    }
    assertThat(invalid).hasSize(11);
    assertThat(covered).containsAll(invalid);
  }

  @Test
  void everyFlippedBitOfTheMessageIsNoticed() {
    ByteBuffer packet = ipPacket(VALID, SENDER);
    for (int bit = IP * 8; bit < packet.limit() * 8; bit++) {
      ByteBuffer flipped = ipPacket(VALID, SENDER);
      flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
      assertThat(AdvertisementCodec.decode(flipped)).as("bit %d", bit).isInstanceOf(Dropped.class);
    }
  }

  @Test
  void everyTruncationIsDropped() {
    ByteBuffer packet = ipPacket(VALID, SENDER);
    for (int length = 0; length < packet.limit(); length++) {
      ByteBuffer cut = packet.duplicate().limit(length);
      assertThat(reason(cut)).as("cut to %d bytes", length).isEqualTo(DropReason.TRUNCATED);
    }
  }

  /** The IP header agrees with the length, so that the VRRP message itself is what is too short. */
  @Test
  void everyTruncatedMessageIsDropped() {
    for (int length = IP; length < ipPacket(VALID, SENDER).limit(); length++) {
      ByteBuffer cut = ipPacket(VALID, SENDER).limit(length);
      cut.putShort(2, (short) length);
      assertThat(reason(cut)).as("cut to %d bytes", length).isEqualTo(DropReason.TRUNCATED);
    }
  }

  @Test
  void trailingBytesAreDropped() {
    ByteBuffer packet = ByteBuffer.allocate(60).put(ipPacket(VALID, SENDER)).rewind();
    assertThat(reason(packet)).isEqualTo(DropReason.TRAILING_BYTES);
    packet.putShort(2, (short) 60);
    assertThat(reason(packet)).isEqualTo(DropReason.TRAILING_BYTES);
  }

  @Test
  void ipOptionsAreSkipped() {
    ByteBuffer plain = ipPacket(VALID, SENDER);
    ByteBuffer withOptions = ByteBuffer.allocate(plain.limit() + 8);
    withOptions
        .put(plain.slice(0, IP))
        .putLong(0x0101_0101_0101_0100L)
        .put(plain.slice(IP, plain.limit() - IP));
    withOptions.flip().put(0, (byte) 0x47).putShort(2, (short) withOptions.limit());
    assertThat(AdvertisementCodec.decode(withOptions))
        .isEqualTo(new Accepted(VALID, multicast(SENDER)));
  }

  @Test
  void authenticationDataIsIgnoredWithoutAuthentication() {
    ByteBuffer packet = ipPacket(VALID, SENDER);
    packet.put(IP + 4, (byte) Authentication.TYPE_NONE);
    fixChecksum(packet, IP);
    Accepted accepted = (Accepted) AdvertisementCodec.decode(packet);
    assertThat(accepted.advertisement().authentication()).isEqualTo(Authentication.NONE);
  }

  /**
   * 100,000 byte strings, most of them with a plausible IP header so that the deeper checks are
   * reached.
   */
  @Test
  void noiseNeverThrowsAndIsNeverBelievedWrongly() {
    Random random = new Random(88);
    Set<DropReason> seen = EnumSet.noneOf(DropReason.class);
    int believed = 0;
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer noise = noise(random);
      Received received = AdvertisementCodec.decode(noise);
      if (received instanceof Dropped dropped) {
        seen.add(dropped.reason());
        continue;
      }
      believed++;
      Accepted accepted = (Accepted) received;
      ByteBuffer again = ipPacket(accepted.advertisement(), accepted.source());
      assertThat(again.slice(IP, 6)).isEqualTo(noise.slice(IP, 6));
      assertThat(again.limit()).isEqualTo(noise.limit());
    }
    assertThat(seen)
        .hasSize(11)
        .as("all reasons of the codec")
        .doesNotContain(DropReason.OWN_PACKET);
    assertThat(believed).as("about one in 65,536 whose checksum is right by chance").isLessThan(10);
  }

  private static ByteBuffer noise(Random random) {
    byte[] bytes = new byte[random.nextInt(80)];
    random.nextBytes(bytes);
    ByteBuffer noise = ByteBuffer.wrap(bytes);
    int depth = random.nextInt(6);
    if (bytes.length < IP + 16 || depth == 0) {
      return noise;
    }
    noise.put(0, (byte) 0x45).putShort(2, (short) bytes.length).putShort(6, (short) 0);
    noise.put(8, (byte) (depth == 1 ? 254 : 255)).put(9, (byte) (depth == 2 ? 111 : 112));
    if (depth >= 4) {
      noise.put(IP, (byte) 0x21).put(IP + 3, (byte) ((bytes.length - IP - 16) / 4));
    }
    if (depth == 5) {
      // A right checksum, so that the checks behind it are reached; one of them must fail.
      noise.put(IP + 1, (byte) random.nextInt(2)).put(IP + 4, (byte) 9);
      fixChecksum(noise, IP);
    }
    return noise;
  }

  private static DropReason reason(ByteBuffer packet) {
    return ((Dropped) AdvertisementCodec.decode(packet)).reason();
  }

  private static Fault ip(String name, int offset, int value, DropReason reason, String evidence) {
    return new Fault(
        name,
        packet -> packet.put(offset, (byte) value),
        reason,
        Received.UNKNOWN_VIRTUAL_ROUTER_ID,
        evidence);
  }

  private static Fault vrrp(
      String name, int offset, int value, DropReason reason, String evidence) {
    return new Fault(name, change(IP + offset, value), reason, 88, evidence);
  }

  private static Consumer<ByteBuffer> change(int offset, int value) {
    return packet -> {
      packet.put(offset, (byte) value);
      fixChecksum(packet, IP);
    };
  }
}
