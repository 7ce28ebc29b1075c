package io.vipgate.app.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types that are about the network. */
public final class Addresses {
  private static final Pattern CIDR = Pattern.compile("([^/]*)(?:/(\\d{1,3}))?");

  private static final String BIND =
      "an IP address and a port such as \"10.32.255.99:8443\" or \"[::1]:8443\"";
  private static final String NETWORK = "a network such as \"10.32.0.0/16\" or \"2001:db8::/32\"";
  private static final String SERVER =
      "an IP address and a port such as \"10.32.137.20:6443\": no DNS name, since DNS may be down"
          + " when the endpoint must work";
  private static final String HOST =
      "an IP address of one host, such as \"10.32.137.20\" or \"2001:db8::20\"";
  private static final String INTERFACE =
      "an interface's name of 1 to 15 bytes such as bond0, without / : and spaces";

  private static final InetAddress ANY_IPV6 = IpLiteral.parse("::").orElseThrow();

  private Addresses() {}

  /** Where to listen. */
  static ValueType<Endpoint> bind() {
    return Scalars.plain(BIND, text -> endpoint(text, BIND));
  }

  /** Where to listen; {@code *} stands for all addresses of both families. */
  static ValueType<List<Endpoint>> binds() {
    return Scalars.plain(
        BIND + ", or \"*:8443\" for all of both families",
        text ->
            text.startsWith("*:")
                ? endpoint("0.0.0.0" + text.substring(1), BIND)
                    .then(any -> Parsed.valid(List.of(any, new Endpoint(ANY_IPV6, any.port()))))
                : endpoint(text, BIND).then(one -> Parsed.valid(List.of(one))));
  }

  /** A network; without a prefix length it is one address. */
  static ValueType<Cidr> network() {
    return Scalars.plain(NETWORK, Addresses::network);
  }

  private static Parsed<Cidr> network(String text) {
    Matcher matcher = CIDR.matcher(text);
    Optional<InetAddress> address =
        matcher.matches() ? IpLiteral.parse(matcher.group(1)) : Optional.empty();
    if (address.isEmpty()) {
      return Parsed.refused(NETWORK);
    }
    int bits = address.get() instanceof Inet6Address ? 128 : 32;
    int prefixLength = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    return prefixLength > bits
        ? Parsed.refused("a prefix length, /0 to /" + bits)
        : Parsed.valid(new Cidr(address.get(), prefixLength));
  }

  /** An address of this host to connect from. */
  static ValueType<InetAddress> source() {
    return Scalars.plain(
        HOST,
        text ->
            IpLiteral.parse(text)
                .filter(Addresses::isUnicast)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.refused(HOST)));
  }

  /** Where to connect to: as {@link #bind}, but not an address that stands for all of a host's. */
  static ValueType<Endpoint> server() {
    return Scalars.plain(
        SERVER,
        text ->
            endpoint(text, SERVER)
                .then(
                    endpoint ->
                        isUnicast(endpoint.address())
                            ? Parsed.valid(endpoint)
                            : Parsed.refused("the address of one host")));
  }

  private static Parsed<Endpoint> endpoint(String text, String expected) {
    Optional<HostAndPort> parts = HostAndPort.parse(text);
    if (parts.isPresent() && !parts.get().isPort()) {
      return Parsed.refused("a port, 1 to 65535");
    }
    return parts
        .flatMap(HostAndPort::endpoint)
        .map(Parsed::valid)
        .orElseGet(() -> Parsed.refused(expected));
  }

  /** The address of one host. */
  static ValueType<InetAddress> host() {
    return Scalars.plain(
        HOST,
        text ->
            IpLiteral.parse(text)
                .filter(address -> isUnicast(address) && !address.isLoopbackAddress())
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.refused(HOST)));
  }

  /**
   * A virtual address; without a prefix length it is a host's, /32 or /128.
   *
   * @param expected if it is nothing of the kind
   */
  static Parsed<Cidr> virtualAddress(String text, String expected) {
    Matcher matcher = CIDR.matcher(text);
    if (!matcher.matches()) {
      return Parsed.refused(expected);
    }
    Optional<InetAddress> address = IpLiteral.parse(matcher.group(1));
    if (address.isEmpty()) {
      return Parsed.refused(expected);
    }
    if (!isUnicast(address.get()) || address.get().isLoopbackAddress()) {
      return Parsed.refused("an address that one host of a network may have");
    }
    int bits = address.get() instanceof Inet6Address ? 128 : 32;
    int prefixLength = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    return prefixLength < 1 || prefixLength > bits
        ? Parsed.refused("a prefix length, /1 to /" + bits)
        : Parsed.valid(new Cidr(address.get(), prefixLength));
  }

  /** A Linux interface's name, whether it exists or not (IFNAMSIZ, netdevice(7)). */
  static ValueType<String> interfaceName() {
    return Scalars.plain(
        INTERFACE, text -> isInterfaceName(text) ? Parsed.valid(text) : Parsed.refused(INTERFACE));
  }

  /** Whether Linux takes it for the name of an interface (IFNAMSIZ, netdevice(7)). */
  public static boolean isInterfaceName(String text) {
    return !text.isEmpty()
        && Scalars.utf8Length(text) <= 15
        && !text.equals(".")
        && !text.equals("..")
        && text.chars().noneMatch(c -> c == '/' || c == ':' || c <= ' ' || c == 0x7f);
  }

  /**
   * Whether one host may have it: neither multicast, nor reserved, nor all of a host's addresses.
   */
  public static boolean isUnicast(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean reserved = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
    return !reserved && !address.isAnyLocalAddress() && !address.isMulticastAddress();
  }
}
