package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes are those of Linux 6.18; of the link messages, the attributes that matter. */
class NetlinkDecoderTest {
  private static final LinkNature NOTHING_BELOW = new LinkNature("", 0, 0, 0);
  private static final String LINK =
      "3c000000100000000000000000000000"
          + "00000100030000000210000000000000"
          + "0800030076783000" // IFLA_IFNAME vx0
          + "08000400dc050000" // IFLA_MTU 1500
          + "0a000100020000000001" // IFLA_ADDRESS
          + "0000";
  private static final String ADDRESS_ADDED =
      "4c000000140000002c51016bcc700000"
          + "0220000003000000"
          + "080001000a20ff63080002000a20ff63080003007678300008000800000000001400060003000000"
          + "03000000e0340400e0340400";
  private static final String ADDRESS_REMOVED =
      "4c000000150000002d51016bce700000"
          + "0220000003000000"
          + "080001000a20ff63080002000a20ff63080003007678300008000800000000001400060003000000"
          + "03000000e0340400e0340400";
  private static final String LEFT_A_BRIDGE =
      "54000000110000000000000000000000"
          + "07000100030000000210000000000000"
          + "08000300767830000"
          + "8000a000400000008000400dc05000005001000020000000a0001000200000000010000080005000200"
          + "0000";
  private static final String REFUSED =
      "44000000020000030700000"
          + "0ac99749b"
          + "eaffffff2000000014000506070000000000000020000100"
          + "697076343a20496e76616c696420707265666978206c656e67746800";
  private static final String ACKNOWLEDGED =
      "240000000200000108000000ac99749b" + "0000000020000000140005060800000000000000";

  private static final InterfaceAddress VIP = vip(3, 0);

  private record Seen(int sequence, boolean interrupted, NetlinkMessage message) {}

  @Test
  void addressAdded() {
    assertThat(decode(ADDRESS_ADDED))
        .containsExactly(new Seen(0x6b01512c, false, new NetlinkMessage.Address(false, VIP)));
  }

  @Test
  void addressRemoved() {
    assertThat(decode(ADDRESS_REMOVED))
        .containsExactly(new Seen(0x6b01512d, false, new NetlinkMessage.Address(true, VIP)));
  }

  @Test
  void addressWithProtocolSecondaryAndPermanent() {
    String message =
        "3c000000140012000500000000000000" // NLM_F_MULTI | NLM_F_DUMP_INTR
            + "0220010003000000"
            + "080002000a20ff63"
            + "14000600ffffffffffffffff0000000000000000"
            + "05000b0070000000";

    List<Seen> seen = decode(message);

    InterfaceAddress expected =
        new InterfaceAddress(3, VIP.address(), 32, InterfaceAddress.PERMANENT, true, false, 112);
    assertThat(seen)
        .containsExactly(new Seen(5, true, new NetlinkMessage.Address(false, expected)));
    assertThat(expected.installedByVipgate()).isTrue();
    assertThat(VIP.installedByVipgate()).isFalse();
  }

  @Test
  void link() {
    NetworkInterface expected =
        new NetworkInterface(
            3,
            "vx0",
            Optional.of(new MacAddress(0x0200_0000_0001L)),
            false,
            false,
            1500,
            false,
            List.of());

    assertThat(decode(LINK))
        .containsExactly(
            new Seen(0, false, new NetlinkMessage.Link(false, expected, NOTHING_BELOW)));
  }

  /** IFLA_AF_SPEC, in it AF_INET6, in it IFLA_INET6_CONF, whose first number is forwarding. */
  @Test
  void aLinkThatForwardsIpv6() {
    String router =
        LINK.replaceFirst("^3c", "50")
            + "14001a00"
            + "10000a00"
            + "0c000200"
            + "01000000"
            + "40000000";
    String host = router.replace("0c00020001", "0c00020000");

    assertThat(forwardsIpv6(router)).isTrue();
    assertThat(forwardsIpv6(host)).isFalse();
  }

  private static boolean forwardsIpv6(String link) {
    return ((NetlinkMessage.Link) decode(link).get(0).message()).networkInterface().forwardsIpv6();
  }

  @Test
  void ipv6AddressThatIsTentative() {
    String head = "40000000140000000500000000000000" + "0a";
    String tail =
        "03000000"
            + "1400010020010db8000000000000000000000099"
            + "14000600"
            + "00000000ffffffff0000000000000000";
    for (String flags : List.of("c0", "48", "80", "00")) {
      String message = head + "40" + flags + "00" + tail;
      InterfaceAddress address =
          ((NetlinkMessage.Address) decode(message).get(0).message()).address();
      assertThat(address)
          .isEqualTo(
              new InterfaceAddress(
                  3,
                  Namespace.ipv6("2001:db8::99"),
                  64,
                  InterfaceAddress.PERMANENT,
                  false,
                  flags.startsWith("c") || flags.startsWith("4"),
                  0));
    }
  }

  @Test
  void linkFlags() {
    byte[] up = HexFormat.of().parseHex(LINK);
    up[24] |= 1; // IFF_UP
    byte[] carrier = HexFormat.of().parseHex(LINK);
    carrier[26] |= 1; // IFF_LOWER_UP

    NetworkInterface isUp = ((NetlinkMessage.Link) decode(up).get(0).message()).networkInterface();
    NetworkInterface hasCarrier =
        ((NetlinkMessage.Link) decode(carrier).get(0).message()).networkInterface();

    assertThat(isUp.up()).isTrue();
    assertThat(isUp.carrier()).isFalse();
    assertThat(hasCarrier.up()).isFalse();
    assertThat(hasCarrier.carrier()).isTrue();
  }

  @Test
  void aTunnelHasNoMac() {
    byte[] bytes = HexFormat.of().parseHex(LINK);
    bytes[18] = 8; // ARPHRD_…, not Ethernet

    assertThat(((NetlinkMessage.Link) decode(bytes).get(0).message()).networkInterface().mac())
        .isEmpty();
  }

  @Test
  void aLinkThatLeavesABridgeIsNotRemoved() {
    assertThat(decode(LEFT_A_BRIDGE)).isEmpty();
  }

  @Test
  void refusalWithTheKernelsReason() {
    assertThat(decode(REFUSED))
        .containsExactly(
            new Seen(7, false, new NetlinkMessage.End(22, "ipv4: Invalid prefix length")));
  }

  @Test
  void acknowledgement() {
    assertThat(decode(ACKNOWLEDGED))
        .containsExactly(new Seen(8, false, new NetlinkMessage.End(0, "")));
  }

  @Test
  void severalMessagesInOneDatagram() {
    assertThat(decode(LINK + ADDRESS_ADDED + LEFT_A_BRIDGE + ACKNOWLEDGED))
        .extracting(seen -> (Object) seen.message().getClass())
        .containsExactly(
            NetlinkMessage.Link.class, NetlinkMessage.Address.class, NetlinkMessage.End.class);
  }

  @Test
  void anyBytesAreSurvived() {
    byte[] golden =
        HexFormat.of().parseHex(LINK + ADDRESS_ADDED + LEFT_A_BRIDGE + REFUSED + ACKNOWLEDGED);
    Random random = new Random(112);
    int decoded = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = golden.clone();
      for (int changes = random.nextInt(8); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(bytes.length + 1);
      decoded += decode(Arrays.copyOf(bytes, length)).size();
    }
    assertThat(decoded).isPositive();
  }

  private static InterfaceAddress vip(long validSeconds, int protocol) {
    try {
      return new InterfaceAddress(
          3, Namespace.address("10.32.255.99"), 32, validSeconds, false, false, protocol);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Seen> decode(String hex) {
    return decode(HexFormat.of().parseHex(hex));
  }

  private static List<Seen> decode(byte[] bytes) {
    List<Seen> seen = new ArrayList<>();
    NetlinkDecoder.decode(
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN),
        (sequence, interrupted, message) -> seen.add(new Seen(sequence, interrupted, message)));
    return seen;
  }
}
