package io.vipgate.app.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An IP address and a TCP port.
 *
 * @param address made of a literal, never of a name
 * @param port 1 to 65535
 */
public record Endpoint(InetAddress address, int port) {

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** {@code 10.32.255.99:8443} or {@code [2001:db8::1]:8443}. */
  @Override
  public String toString() {
    String host = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
