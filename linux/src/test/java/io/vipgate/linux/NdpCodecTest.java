package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.vrrp.packet.InternetChecksum;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdpCodecTest {
  private static final MacAddress MAC = new MacAddress(0x8ed4_b2f8_bd80L);

  /** By hand, as RFC 4861 has it. */
  @Test
  void theFrameIsTheOneOfTheRfc() {
    ByteBuffer out = ByteBuffer.allocate(NdpCodec.FRAME_SIZE);

    NdpCodec.encodeUnsolicited(out, MAC, Namespace.ipv6("2001:db8::99"), false);

    assertThat(out.position()).isEqualTo(NdpCodec.FRAME_SIZE);
    assertThat(HexFormat.of().formatHex(out.array()))
        .isEqualTo(
            "333300000001"
                + "8ed4b2f8bd80"
                + "86dd"
                + "60000000"
                + "0020"
                + "3a"
                + "ff"
                + "20010db8000000000000000000000099"
                + "ff020000000000000000000000000001"
                + "8800"
                + "faad"
                + "20000000"
                + "20010db8000000000000000000000099"
                + "0201"
                + "8ed4b2f8bd80");
  }

  @Test
  void aRouterSaysThatItIsOne() {
    ByteBuffer out = ByteBuffer.allocate(NdpCodec.FRAME_SIZE);
    NdpCodec.encodeUnsolicited(out, MAC, Namespace.ipv6("2001:db8::99"), true);
    assertThat(out.get(58)).isEqualTo((byte) 0xa0);
  }

  /** Over all that it covers, pseudo-header included, a right checksum sums up to zero. */
  @Test
  void everyChecksumIsRight() throws Exception {
    Random random = new Random(4861);
    for (int i = 0; i < 10_000; i++) {
      byte[] address = new byte[16];
      random.nextBytes(address);
      ByteBuffer frame = ByteBuffer.allocate(NdpCodec.FRAME_SIZE);
      NdpCodec.encodeUnsolicited(
          frame,
          new MacAddress(random.nextLong() >>> 16),
          Inet6Address.getByAddress(null, address, -1),
          random.nextBoolean());

      ByteBuffer covered = ByteBuffer.allocate(72);
      covered.put(frame.slice(22, 32)).putInt(32).putInt(58).put(frame.slice(54, 32)).flip();
      assertThat(InternetChecksum.of(covered)).isZero();
    }
  }
}
