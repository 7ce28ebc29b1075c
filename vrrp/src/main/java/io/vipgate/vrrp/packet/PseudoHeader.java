package io.vipgate.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The parts of the IP header that a version 3 checksum may cover besides the message (RFC 8200
 * §8.1; over IPv4 the same fields in the order of RFC 9293 §3.1, which has the same sum).
 *
 * <pre>
 *  +---------------------------------------------------------------+
 *  | source address                                                |
 *  +---------------------------------------------------------------+
 *  | destination address                                           |
 *  +---------------+---------------+-------------------------------+
 *  | 0             | protocol  112 | length of the VRRP message    |
 *  +---------------+---------------+-------------------------------+
 * </pre>
 *
 * <p>RFC 5798 §5.2.8 was read in both ways for IPv4: keepalived and FRR include the pseudo-header,
 * Cisco and others do not, and RFC 9568 §5.2.8 settled it without. A receiver that accepts both
 * understands everyone. Over IPv6 it is always included.
 *
 * @param source of the IP packet
 * @param destination of the IP packet
 */
public record PseudoHeader(InetAddress source, InetAddress destination) {

  /** Whether the checksum may do without it. */
  boolean isOptional() {
    return !(source instanceof Inet6Address);
  }

  /** The sum of its 16-bit words, unfolded. */
  int sum(int messageLength) {
    return words(source) + words(destination) + IpPacket.PROTOCOL_VRRP + messageLength;
  }

  private static int words(InetAddress address) {
    return InternetChecksum.words(ByteBuffer.wrap(address.getAddress()));
  }
}
