package io.vipgate.app.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ADDRESS:PORT} as people write it, an IPv6 address in brackets.
 *
 * @param host as it is written, without brackets; an address or a name, not looked at
 * @param port a number of at most five digits, which need not be a port
 */
public record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*)):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  /** Empty if it is not of that form. */
  public static Optional<HostAndPort> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(new HostAndPort(host, Integer.parseInt(matcher.group(3))));
  }

  /** Whether the port is 1 to 65535. */
  public boolean isPort() {
    return port >= 1 && port <= MAX_PORT;
  }

  /** Where it is, if the host is an address and the port is one. */
  public Optional<Endpoint> endpoint() {
    return isPort()
        ? IpLiteral.parse(host).map(address -> new Endpoint(address, port))
        : Optional.empty();
  }
}
