package io.vipgate.lb.proxyprotocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private final SplittableRandom random = new SplittableRandom(14);

  @Test
  void version1IsALineOfText() throws Exception {
    assertThat(Header.version1(endpoints("192.0.2.1", 50000, "10.32.255.99", 8443)))
        .asString(ISO_8859_1)
        .isEqualTo("PROXY TCP4 192.0.2.1 10.32.255.99 50000 8443\r\n");
    assertThat(Header.version1(endpoints("2001:db8::1", 1, "fd00::99", 65535)))
        .asString(ISO_8859_1)
        .isEqualTo("PROXY TCP6 2001:db8::1 fd00::99 1 65535\r\n");
  }

  @Test
  void version2IsASignatureAndBinaryFields() throws Exception {
    assertThat(Header.version2(endpoints("192.0.2.1", 50000, "10.32.255.99", 8443)))
        .asHexString()
        .isEqualToIgnoringCase(SIGNATURE + "2111000c" + "c0000201" + "0a20ff63" + "c350" + "20fb");
    assertThat(Header.version2(endpoints("2001:db8::1", 1, "fd00::99", 65535)))
        .asHexString()
        .isEqualToIgnoringCase(
            SIGNATURE
                + "21210024"
                + "20010db8000000000000000000000001"
                + "fd000000000000000000000000000099"
                + "0001ffff");
  }

  @Test
  void theLongestLineIsWithinTheLimit() throws Exception {
    String longest = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    assertThat(Header.version1(endpoints(longest, 65535, longest, 65535)).length)
        .isLessThanOrEqualTo(HeaderV1.MAX_LENGTH);
  }

  /** However it is cut, who reads what is certainly missing reads the header and no byte more. */
  @Test
  void whatIsEncodedIsDecodedAndNothingBeyondItIsAskedFor() throws Exception {
    for (int i = 0; i < 2000; i++) {
      Endpoints endpoints = randomEndpoints();
      for (byte[] header : List.of(Header.version1(endpoints), Header.version2(endpoints))) {
        assertThat(decodeAsItComes(header)).isEqualTo(new Header.Complete(endpoints));
      }
    }
  }

  @Test
  void aVersion1ThatKnowsNobodyStandsForTheConnectionItself() {
    assertThat(decodeAsItComes("PROXY UNKNOWN\r\n")).isEqualTo(new Header.Complete(null));
    assertThat(decodeAsItComes("PROXY UNKNOWN ffff:f...f:ffff 65535 whatever\r\n"))
        .isEqualTo(new Header.Complete(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000" + "0000", // LOCAL, nothing
        "2011" + "000c" + "c0000201" + "0a20ff63" + "c350" + "20fb", // LOCAL, with addresses
        "2100" + "0000", // unspecified
        "2131" + "0002" + "2f78", // Unix
        "2112" + "000c" + "c0000201" + "0a20ff63" + "c350" + "20fb" // datagrams
      })
  void aVersion2ThatTellsNothingStandsForTheConnectionItself(String rest) {
    assertThat(decodeAsItComes(HexFormat.of().parseHex(SIGNATURE + rest)))
        .isEqualTo(new Header.Complete(null));
  }

  @Test
  void tlvsAreSkipped() throws Exception {
    byte[] header =
        HexFormat.of().parseHex(SIGNATURE + "21110011" + "c00002010a20ff63c35020fb" + "0400021234");
    assertThat(decodeAsItComes(header))
        .isEqualTo(new Header.Complete(endpoints("192.0.2.1", 50000, "10.32.255.99", 8443)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "\u0016\u0003\u0001",
        "PROXX TCP4 1.1.1.1 2.2.2.2 1 2\r\n",
        "PROXY TCP4 1.1.1.1 2.2.2.2 1\r\n",
        "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 3\r\n",
        "PROXY TCP4  1.1.1.1 2.2.2.2 1 2\r\n",
        "PROXY TCP4 1.1.1.1 2.2.2.2 01 2\r\n",
        "PROXY TCP4 1.1.1.1 2.2.2.2 1 65536\r\n",
        "PROXY TCP4 1.1.1 2.2.2.2 1 2\r\n",
        "PROXY TCP4 ::1 ::1 1 2\r\n",
        "PROXY TCP6 1.1.1.1 2.2.2.2 1 2\r\n",
        "PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n",
        "PROXY TCP4 localhost 2.2.2.2 1 2\r\n",
        "PROXY TCP5 1.1.1.1 2.2.2.2 1 2\r\n",
        "PROXY UNKNOWNN\r\n",
        "PROXY UNKNOWN\r\nx",
        "proxy TCP4 1.1.1.1 2.2.2.2 1 2\r\n"
      })
  void whatIsNotVersion1IsMalformed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    assertThat(Header.decode(bytes, bytes.length)).isInstanceOf(Header.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111000c" + "c00002010a20ff63c35020fb", // version 1
        "2211000c" + "c00002010a20ff63c35020fb", // command 2
        "2111000b" + "c00002010a20ff63c35020", // too short for IPv4
        "2121000c" + "c00002010a20ff63c35020fb", // too short for IPv6
        "21110ff1", // too long
        "2111000c" + "c00002010a20ff63c35020fb" + "16" // and more
      })
  void whatIsNotVersion2IsMalformed(String rest) {
    byte[] bytes = HexFormat.of().parseHex(SIGNATURE + rest);
    assertThat(Header.decode(bytes, bytes.length)).isInstanceOf(Header.Malformed.class);
  }

  @Test
  void aLineWithoutEndIsMalformedAtTheLimit() {
    byte[] endless = new byte[HeaderV1.MAX_LENGTH];
    Arrays.fill(endless, (byte) '1');
    System.arraycopy(HeaderV1.START, 0, endless, 0, HeaderV1.START.length);
    assertThat(Header.decode(endless, endless.length - 1)).isInstanceOf(Header.Incomplete.class);
    assertThat(Header.decode(endless, endless.length)).isInstanceOf(Header.Malformed.class);
  }

  /** Whatever comes, there is an answer, and it never asks for more than a header may have. */
  @Test
  void noBytesAreTooStrange() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes =
          random.nextBoolean()
              ? Header.version2(randomEndpoints())
              : Header.version1(randomEndpoints());
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = 1 + random.nextInt(bytes.length);
      if (Header.decode(bytes, length) instanceof Header.Incomplete incomplete) {
        assertThat(incomplete.missing()).isPositive();
        assertThat(length + incomplete.missing()).isLessThanOrEqualTo(Header.MAX_LENGTH);
      }
    }
  }

  @Test
  void endsOfTwoFamiliesAreRefused() {
    assertThatThrownBy(() -> endpoints("192.0.2.1", 1, "::1", 2))
        .hasMessageContaining("addresses of one family");
  }

  private Endpoints randomEndpoints() throws Exception {
    boolean ipv6 = random.nextBoolean();
    return new Endpoints(randomEndpoint(ipv6), randomEndpoint(ipv6));
  }

  private InetSocketAddress randomEndpoint(boolean ipv6) throws Exception {
    byte[] address = new byte[ipv6 ? 16 : 4];
    random.nextBytes(address);
    if (ipv6) {
      Arrays.fill(address, random.nextInt(15), 15, (byte) 0);
    }
    return new InetSocketAddress(
        ipv6 ? Inet6Address.getByAddress(null, address, -1) : InetAddress.getByAddress(address),
        random.nextInt(65536));
  }

  private static Header decodeAsItComes(String line) {
    return decodeAsItComes(line.getBytes(ISO_8859_1));
  }

  private static Header decodeAsItComes(byte[] whole) {
    byte[] bytes = Arrays.copyOf(whole, whole.length + Header.FIRST_READ);
    int length = Header.FIRST_READ;
    Header header = Header.decode(bytes, length);
    while (header instanceof Header.Incomplete incomplete) {
      length += incomplete.missing();
      assertThat(length).isLessThanOrEqualTo(whole.length);
      header = Header.decode(bytes, length);
    }
    assertThat(length).isEqualTo(whole.length);
    return header;
  }

  private static Endpoints endpoints(String source, int sourcePort, String to, int port)
      throws Exception {
    return new Endpoints(
        new InetSocketAddress(InetAddress.getByName(source), sourcePort),
        new InetSocketAddress(InetAddress.getByName(to), port));
  }
}
