package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MacvlanEncoderTest {
  private final ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void create() {
    MacvlanEncoder.create(out, 7, "vrrp.88", 3, new MacAddress(0x0000_5e00_0158L));

    assertThat(written())
        .isEqualTo(
            "5c000000"
                + "1000"
                + "0506"
                + "0700000000000000" // create, only if it is not there, acknowledge
                + "00000000000000000000000000000000" // not up
                + "0c000300"
                + "767272702e383800" // IFLA_IFNAME, with its zero
                + "08000500"
                + "03000000" // IFLA_LINK
                + "0a000100"
                + "00005e0001580000" // IFLA_ADDRESS, padded
                + "1c001200" // IFLA_LINKINFO
                + "0b000100"
                + "6d6163766c616e00" // its kind, padded
                + "0c000200"
                + "08000100"
                + "04000000"); // bridge mode
  }

  @Test
  void settleIpv4() {
    MacvlanEncoder.settleIpv4(out, 7, 9);

    assertThat(written())
        .isEqualTo(
            "4c000000"
                + "1300"
                + "0500"
                + "0700000000000000"
                + "00000000090000000000000000000000"
                + "2c001a00" // IFLA_AF_SPEC
                + "28000200" // AF_INET
                + "24000100" // IFLA_INET_CONF
                + "0800080002000000" // rp_filter
                + "08000d0000000000" // arp_filter
                + "0800130001000000" // arp_ignore
                + "0800140001000000"); // promote_secondaries
  }

  @Test
  void settleIpv6() {
    MacvlanEncoder.settleIpv6(out, 7, 9);

    assertThat(written()).endsWith("10001a00" + "0c000a00" + "05000800" + "01000000");
  }

  @Test
  void upAndDown() {
    MacvlanEncoder.setUp(out, 7, 9, true);
    assertThat(written())
        .isEqualTo("20000000130005000700000000000000" + "00000000090000000100000001000000");
    MacvlanEncoder.setUp(out, 7, 9, false);
    assertThat(written()).endsWith("00000000090000000000000001000000");
  }

  @Test
  void delete() {
    MacvlanEncoder.delete(out, 7, 9);

    assertThat(written())
        .isEqualTo("20000000110005000700000000000000" + "00000000090000000000000000000000");
  }

  private String written() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
