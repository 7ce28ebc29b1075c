package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The IP packet around a VRRP message. */
sealed interface IpPacket permits Ipv4Packet, Ipv6Packet {

  int PROTOCOL_VRRP = 112;

  int IPV6_ADDRESS_BYTES = 16;

  /** The packet is all of the buffer, from 0 to its limit. What is not IPv6 is taken for IPv4. */
  static IpPacket of(ByteBuffer packet) {
    boolean ipv6 = packet.hasRemaining() && Byte.toUnsignedInt(packet.get(0)) >>> 4 == 6;
    return ipv6 ? new Ipv6Packet(packet) : new Ipv4Packet(packet);
  }

  /**
   * Why this is not a whole packet of VRRP that may have come this way; null if it is. The
   * accessors need it to be one.
   */
  @Nullable Dropped fault();

  IpHeader header();

  /** The VRRP message. */
  ByteBuffer payload();

  /** Bytes of an address of this family. */
  int addressBytes();

  /** Whether a version of VRRP goes over this family: version 2 is older than IPv6's. */
  boolean carries(VrrpVersion version);

  /** The address of so many bytes, 4 or 16, at this offset. */
  static InetAddress addressAt(ByteBuffer buffer, int offset, int bytes) {
    byte[] address = new byte[bytes];
    buffer.get(offset, address);
    try {
      // InetAddress would make an IPv4 address of a mapped one, ::ffff:10.0.0.1.
      return bytes == IPV6_ADDRESS_BYTES
          ? Inet6Address.getByAddress(null, address, -1)
          : InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }
}
