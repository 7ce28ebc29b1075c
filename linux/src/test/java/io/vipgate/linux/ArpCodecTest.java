package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ArpCodecTest {
  @Test
  void theFrameIsTheOneThatKeepalivedSends() throws Exception {
    // As tcpdump saw it from keepalived 2.2.7.
    String fromKeepalived =
        "ffffffffffff8ed4b2f8bd800806" + "00010800060400018ed4b2f8bd800a20ff63ffffffffffff0a20ff63";
    ByteBuffer out = ByteBuffer.allocate(ArpCodec.FRAME_SIZE);

    ArpCodec.encodeGratuitous(
        out, new MacAddress(0x8ed4_b2f8_bd80L), Namespace.address("10.32.255.99"));

    assertThat(out.position()).isEqualTo(ArpCodec.FRAME_SIZE);
    assertThat(HexFormat.of().formatHex(out.array())).isEqualTo(fromKeepalived);
  }
}
