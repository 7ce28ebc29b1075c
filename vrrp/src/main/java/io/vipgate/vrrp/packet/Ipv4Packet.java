package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The IPv4 packet around a VRRP message (RFC 791 §3.1, RFC 3768 §5.2, RFC 9568 §5.1). All numbers
 * are big-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+-------------------------------+
 *  | 4     | IHL   | service       | total length                  |   0
 *  +-------+-------+---------------+-----+-------------------------+
 *  | identification                |flags| fragment offset         |   4
 *  +---------------+---------------+-----+-------------------------+
 *  | TTL       255 | protocol  112 | header checksum               |   8
 *  +---------------+---------------+-------------------------------+
 *  | source address                                                |  12
 *  +---------------------------------------------------------------+
 *  | destination address                                           |  16
 *  +---------------------------------------------------------------+
 *  | options, IHL - 5 words                                        |  20
 *  +---------------------------------------------------------------+
 *  | VRRP message                                                  |  4 * IHL
 * </pre>
 *
 * <p>The header checksum is not looked at, nor whether the destination is ours: the kernel verified
 * the one and routed by the other.
 */
final class Ipv4Packet implements IpPacket {

  static final int ADDRESS_BYTES = 4;

  private static final int VERSION_AND_IHL = 0;
  private static final int TOTAL_LENGTH = 2;
  private static final int FRAGMENT = 6;
  private static final int TTL = 8;
  private static final int PROTOCOL = 9;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  private static final int MIN_HEADER_BYTES = 20;
  private static final int WORD_BYTES = 4;
  private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3fff;

  private final ByteBuffer packet;

  /** The packet is all of the buffer, from 0 to its limit. */
  Ipv4Packet(ByteBuffer packet) {
    this.packet = packet;
  }

  @Override
  public @Nullable Dropped fault() {
    int length = packet.limit();
    if (length < MIN_HEADER_BYTES) {
      return dropped(
          DropReason.TRUNCATED, "IP packet length", length, "at least " + MIN_HEADER_BYTES);
    }
    if (version() != 4) {
      return dropped(DropReason.IP_HEADER, "IP version", version(), "4 or 6");
    }
    if (headerBytes() < MIN_HEADER_BYTES) {
      return dropped(
          DropReason.IP_HEADER, "IP header length", headerBytes(), "at least " + MIN_HEADER_BYTES);
    }
    int total = unsignedShort(TOTAL_LENGTH);
    if (total < headerBytes()) {
      return dropped(
          DropReason.IP_HEADER, "IP total length", total, "at least the header's " + headerBytes());
    }
    if (length != total) {
      DropReason reason = length < total ? DropReason.TRUNCATED : DropReason.TRAILING_BYTES;
      return dropped(reason, "IP packet length", length, Integer.toString(total));
    }
    int fragment = unsignedShort(FRAGMENT) & MORE_FRAGMENTS_AND_OFFSET;
    if (fragment != 0) {
      return dropped(DropReason.IP_HEADER, "IP fragment flag and offset", fragment, "0");
    }
    if (unsignedByte(PROTOCOL) != PROTOCOL_VRRP) {
      return dropped(DropReason.PROTOCOL, "IP protocol", unsignedByte(PROTOCOL), "112");
    }
    IpHeader header = header();
    if (header.destination().isMulticastAddress()
        && header.hopLimit() != IpHeader.HOP_LIMIT_OF_THIS_LINK) {
      return dropped(DropReason.TTL, "TTL", header.hopLimit(), "255");
    }
    return null;
  }

  @Override
  public IpHeader header() {
    InetAddress destination = IpPacket.addressAt(packet, DESTINATION, ADDRESS_BYTES);
    return new IpHeader(source(), destination, unsignedByte(TTL));
  }

  @Override
  public ByteBuffer payload() {
    return packet.slice(headerBytes(), packet.limit() - headerBytes());
  }

  @Override
  public int addressBytes() {
    return ADDRESS_BYTES;
  }

  @Override
  public boolean carries(VrrpVersion version) {
    return true;
  }

  private InetAddress source() {
    return IpPacket.addressAt(packet, SOURCE, ADDRESS_BYTES);
  }

  private Dropped dropped(DropReason reason, String what, int value, String expected) {
    InetAddress source = packet.limit() < MIN_HEADER_BYTES || version() != 4 ? null : source();
    return new Dropped(
        reason,
        source,
        Received.UNKNOWN_VIRTUAL_ROUTER_ID,
        what + ": value: " + value + " (expected: " + expected + ")");
  }

  private int version() {
    return unsignedByte(VERSION_AND_IHL) >>> 4;
  }

  private int headerBytes() {
    return (unsignedByte(VERSION_AND_IHL) & 0x0f) * WORD_BYTES;
  }

  private int unsignedByte(int offset) {
    return Byte.toUnsignedInt(packet.get(offset));
  }

  private int unsignedShort(int offset) {
    return Short.toUnsignedInt(packet.getShort(offset));
  }
}
