package io.vipgate.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in digits. Never asks a resolver, whatever the text is. */
public final class IpLiteral {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private IpLiteral() {}

  /** Four decimal numbers without leading zeros, or an IPv6 address without scope. */
  public static Optional<InetAddress> parse(String text) {
    Matcher ipv4 = IPV4.matcher(text);
    return ipv4.matches() ? parseIpv4(ipv4) : parseIpv6(text);
  }

  private static Optional<InetAddress> parseIpv4(Matcher matcher) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      String digits = matcher.group(i + 1);
      int number = Integer.parseInt(digits);
      // inet_aton(3) reads a leading zero as octal: people who write one mean different things.
      if (number > 255 || (digits.length() > 1 && digits.startsWith("0"))) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(ofBytes(bytes));
  }

  private static Optional<InetAddress> parseIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets it is taken for a literal or refused, but never looked up.
      return Optional.of(InetAddress.getByName("[" + text + "]"));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }
}
