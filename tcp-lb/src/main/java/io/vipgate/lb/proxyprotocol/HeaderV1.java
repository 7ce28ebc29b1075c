package io.vipgate.lb.proxyprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Version 1 (proxy-protocol.txt, 2.1): one line of text, at most {@value #MAX_LENGTH} bytes.
 *
 * <pre>
 * PROXY SP TCP4 SP source SP destination SP source-port SP destination-port CR LF
 * PROXY SP TCP6 SP source SP destination SP source-port SP destination-port CR LF
 * PROXY SP UNKNOWN [SP anything] CR LF
 * </pre>
 */
final class HeaderV1 {
  static final int MAX_LENGTH = 107;
  static final byte[] START = "PROXY ".getBytes(US_ASCII);

  /** {@code PROXY UNKNOWN} and its line's end, the shortest of all. */
  private static final int MIN_LENGTH = 15;

  private static final Pattern LINE =
      Pattern.compile("PROXY TCP([46]) ([0-9a-fA-F.:]+) ([0-9a-fA-F.:]+) (\\d{1,5}) (\\d{1,5})");
  private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN( .*)?");
  private static final int MAX_PORT = 65535;

  private HeaderV1() {}

  static byte[] encode(Endpoints endpoints) {
    String line =
        "PROXY %s %s %s %d %d\r\n"
            .formatted(
                endpoints.isIpv4() ? "TCP4" : "TCP6",
                text(endpoints.source()),
                text(endpoints.destination()),
                endpoints.source().getPort(),
                endpoints.destination().getPort());
    return line.getBytes(US_ASCII);
  }

  /** Without a scope: an interface's name means nothing on another host. */
  private static String text(InetSocketAddress address) {
    return NetUtil.toAddressString(address.getAddress());
  }

  static Header decode(byte[] bytes, int length) {
    int end = lineEnd(bytes, length);
    if (end < 0) {
      return unfinished(bytes, length);
    }
    if (end + 2 < length) {
      return new Header.Malformed("bytes after the line's end");
    }
    return parse(new String(bytes, 0, end, US_ASCII));
  }

  private static Header unfinished(byte[] bytes, int length) {
    if (length >= MAX_LENGTH) {
      return new Header.Malformed("no end of line within " + MAX_LENGTH + " bytes");
    }
    int surely = bytes[length - 1] == '\r' ? 1 : 2;
    return new Header.Incomplete(Math.max(surely, MIN_LENGTH - length));
  }

  private static int lineEnd(byte[] bytes, int length) {
    for (int i = 0; i + 1 < length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Header parse(String line) {
    if (UNKNOWN.matcher(line).matches()) {
      return new Header.Complete(null);
    }
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      return new Header.Malformed("not a line of version 1");
    }
    boolean ipv6 = fields.group(1).equals("6");
    InetSocketAddress source = endpoint(fields.group(2), fields.group(4), ipv6);
    InetSocketAddress destination = endpoint(fields.group(3), fields.group(5), ipv6);
    return source == null || destination == null
        ? new Header.Malformed("an address or a port that is none")
        : new Header.Complete(new Endpoints(source, destination));
  }

  private static @Nullable InetSocketAddress endpoint(String host, String port, boolean ipv6) {
    int number = Integer.parseInt(port);
    if (number > MAX_PORT || !String.valueOf(number).equals(port)) {
      return null;
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    if (address == null || (address.length == 16) != ipv6) {
      return null;
    }
    return new InetSocketAddress(addressOf(address, ipv6), number);
  }

  /** An IPv4 address in an IPv6 line stays an IPv6 address: both ends are of one family. */
  static InetAddress addressOf(byte[] address, boolean ipv6) {
    try {
      return ipv6
          ? Inet6Address.getByAddress(null, address, -1)
          : InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address: value: " + address.length + " bytes", e);
    }
  }
}
