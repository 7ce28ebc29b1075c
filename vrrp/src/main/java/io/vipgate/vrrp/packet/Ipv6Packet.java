package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 packet around a VRRP message (RFC 8200 §3, RFC 9568 §5.1.2). All numbers are big-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+---------------+---------------------------------------+
 *  | 6     | traffic class | flow label                            |   0
 *  +-------+---------------+-------+---------------+---------------+
 *  | payload length                | next hdr  112 | hop limit 255 |   4
 *  +-------------------------------+---------------+---------------+
 *  | source address, 16 bytes                                      |   8
 *  +---------------------------------------------------------------+
 *  | destination address, 16 bytes                                 |  24
 *  +---------------------------------------------------------------+
 *  | VRRP message                                                  |  40
 * </pre>
 *
 * <p>Extension headers are not looked through: whoever receives the packet has taken them off, as
 * the kernel does.
 */
final class Ipv6Packet implements IpPacket {

  static final int HEADER_BYTES = 40;

  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  private final ByteBuffer packet;

  /** The packet is all of the buffer, from 0 to its limit; its version is 6. */
  Ipv6Packet(ByteBuffer packet) {
    this.packet = packet;
  }

  @Override
  public @Nullable Dropped fault() {
    int length = packet.limit();
    if (length < HEADER_BYTES) {
      return dropped(DropReason.TRUNCATED, "IP packet length", length, "at least " + HEADER_BYTES);
    }
    int total = HEADER_BYTES + Short.toUnsignedInt(packet.getShort(PAYLOAD_LENGTH));
    if (length != total) {
      DropReason reason = length < total ? DropReason.TRUNCATED : DropReason.TRAILING_BYTES;
      return dropped(reason, "IP packet length", length, Integer.toString(total));
    }
    int nextHeader = Byte.toUnsignedInt(packet.get(NEXT_HEADER));
    if (nextHeader != PROTOCOL_VRRP) {
      return dropped(DropReason.PROTOCOL, "IP next header", nextHeader, "112");
    }
    IpHeader header = header();
    if (header.destination().isMulticastAddress()
        && header.hopLimit() != IpHeader.HOP_LIMIT_OF_THIS_LINK) {
      return dropped(DropReason.TTL, "hop limit", header.hopLimit(), "255");
    }
    return null;
  }

  @Override
  public IpHeader header() {
    return new IpHeader(
        source(),
        IpPacket.addressAt(packet, DESTINATION, IPV6_ADDRESS_BYTES),
        Byte.toUnsignedInt(packet.get(HOP_LIMIT)));
  }

  @Override
  public ByteBuffer payload() {
    return packet.slice(HEADER_BYTES, packet.limit() - HEADER_BYTES);
  }

  @Override
  public int addressBytes() {
    return IPV6_ADDRESS_BYTES;
  }

  @Override
  public boolean carries(VrrpVersion version) {
    return version == VrrpVersion.V3;
  }

  private InetAddress source() {
    return IpPacket.addressAt(packet, SOURCE, IPV6_ADDRESS_BYTES);
  }

  private Dropped dropped(DropReason reason, String what, int value, String expected) {
    return new Dropped(
        reason,
        packet.limit() < HEADER_BYTES ? null : source(),
        Received.UNKNOWN_VIRTUAL_ROUTER_ID,
        what + ": value: " + value + " (expected: " + expected + ")");
  }
}
