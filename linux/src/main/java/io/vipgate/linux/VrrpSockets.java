package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** What differs between raw sockets of IPv4 (raw(7), ip(7)) and of IPv6 (ipv6(7), RFC 3542). */
sealed interface VrrpSockets permits Ipv4VrrpSockets, Ipv6VrrpSockets {
  int HOP_LIMIT = 255; // RFC 3768, section 5.2.3; RFC 9568, section 5.1.2.3
  int INTERNETWORK_CONTROL = 0xc0;

  static VrrpSockets of(IpFamily family) {
    return switch (family) {
      case IPV4 -> new Ipv4VrrpSockets();
      case IPV6 -> new Ipv6VrrpSockets();
    };
  }

  /** How the domain is called. */
  String domain();

  /** Joins the group on the interface, and sets what leaves. */
  void configure(NativeSocket socket, NetworkInterface nic) throws NativeException;

  /** Sets both ends of a packet that is to leave by the interface. */
  void route(SocketMessage message, int index, InetAddress source, InetAddress destination);

  /**
   * The received packet with its IP header.
   *
   * @param size of what the socket delivered, even where it was cut
   */
  ByteBuffer packet(SocketMessage message, int size);
}
