package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NetlinkEncoderTest {
  private final ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void install() throws Exception {
    NetlinkEncoder.install(out, 7, 3, new AddressForm(Namespace.address("10.32.255.99"), 32), 3);

    assertThat(written())
        .isEqualTo(
            "44000000"
                + "1400"
                + "0505"
                + "07000000"
                + "00000000" // create, replace, acknowledge
                + "02"
                + "20"
                + "00"
                + "00"
                + "03000000"
                + "08000200"
                + "0a20ff63" // IFA_LOCAL
                + "08000100"
                + "0a20ff63" // IFA_ADDRESS
                + "14000600"
                + "03000000"
                + "03000000"
                + "00000000"
                + "00000000" // IFA_CACHEINFO
                + "05000b00"
                + "70000000"); // IFA_PROTO, padded
  }

  @Test
  void installWithScopeAndLabel() throws Exception {
    AddressForm form =
        new AddressForm(Namespace.address("10.32.255.99"), 24, AddressScope.LINK, "eth0:1");
    NetlinkEncoder.install(out, 7, 3, form, 3);

    assertThat(written())
        .startsWith("50000000" + "1400" + "0505" + "0700000000000000" + "02" + "18" + "00" + "fd")
        .contains("0b000300" + "657468303a3100" + "00"); // IFA_LABEL, with its zero, padded
  }

  @Test
  void installIpv6() {
    NetlinkEncoder.install(out, 7, 3, new AddressForm(Namespace.ipv6("2001:db8::99"), 128), 3);

    assertThat(written())
        .isEqualTo(
            "5c000000"
                + "1400"
                + "0505"
                + "07000000"
                + "00000000"
                + "0a"
                + "80"
                + "02" // IFA_F_NODAD
                + "00"
                + "03000000"
                + "14000200"
                + "20010db8000000000000000000000099"
                + "14000100"
                + "20010db8000000000000000000000099"
                + "14000600"
                + "00000000" // deprecated
                + "03000000"
                + "00000000"
                + "00000000"
                + "05000b00"
                + "70000000");
  }

  @Test
  void remove() throws Exception {
    NetlinkEncoder.remove(out, 8, 3, Namespace.address("10.32.255.99"), 24);

    assertThat(written())
        .isEqualTo(
            "28000000"
                + "1500"
                + "0500"
                + "08000000"
                + "00000000"
                + "02"
                + "18"
                + "00"
                + "ff"
                + "03000000"
                + "08000200"
                + "0a20ff63"
                + "08000100"
                + "0a20ff63");
  }

  @Test
  void dumpAddresses() {
    NetlinkEncoder.dumpAddresses(out, 9);

    assertThat(written())
        .isEqualTo("18000000" + "1600" + "0103" + "09000000" + "00000000" + "0000000000000000");
  }

  @Test
  void getLink() {
    NetlinkEncoder.getLink(out, 10, "bond0");

    assertThat(written())
        .isEqualTo(
            "2c000000"
                + "1200"
                + "0500"
                + "0a000000"
                + "00000000"
                + "00".repeat(16)
                + "0a000300"
                + "626f6e643000"
                + "0000"); // IFLA_IFNAME with its zero, padded
  }

  @Test
  void dumpLinks() {
    NetlinkEncoder.dumpLinks(out, 11);

    assertThat(written())
        .isEqualTo("20000000" + "1200" + "0103" + "0b000000" + "00000000" + "00".repeat(16));
  }

  private String written() {
    return HexFormat.of().formatHex(out.array(), 0, out.position());
  }
}
