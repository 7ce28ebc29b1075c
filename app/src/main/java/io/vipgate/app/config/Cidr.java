package io.vipgate.app.config;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address and the length of its network's prefix, as it is put on an interface.
 *
 * @param prefixLength bits, 1 to 32, or 128 for IPv6
 */
public record Cidr(InetAddress address, int prefixLength) {

  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** {@code 10.32.255.99/32}. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefixLength;
  }
}
