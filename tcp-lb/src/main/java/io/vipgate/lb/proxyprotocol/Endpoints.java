package io.vipgate.lb.proxyprotocol;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * Both ends of a client's connection, of one family.
 *
 * @param source the client
 * @param destination where it connected to
 */
public record Endpoints(InetSocketAddress source, InetSocketAddress destination) {
  public Endpoints {
    if (source.isUnresolved()
        || destination.isUnresolved()
        || !source.getAddress().getClass().equals(destination.getAddress().getClass())) {
      throw new IllegalArgumentException(
          "endpoints: value: "
              + source
              + " and "
              + destination
              + " (expected: addresses of one family)");
    }
  }

  boolean isIpv4() {
    return source.getAddress() instanceof Inet4Address;
  }

  boolean isIpv6() {
    return source.getAddress() instanceof Inet6Address;
  }
}
