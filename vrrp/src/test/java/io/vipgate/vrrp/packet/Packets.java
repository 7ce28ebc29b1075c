package io.vipgate.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Packets and addresses for tests. */
public final class Packets {

  static final InetAddress GROUP = address("224.0.0.18");
  static final InetAddress GROUP_IPV6 = address("ff02::12");

  private static final int IP_HEADER_BYTES = 20;

  private Packets() {}

  public static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  static ByteBuffer hex(String... lines) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", lines).replace(" ", "")));
  }

  /** Of a packet that the sender sent to the group. */
  public static IpHeader multicast(InetAddress source) {
    boolean ipv6 = source instanceof Inet6Address;
    return new IpHeader(source, ipv6 ? GROUP_IPV6 : GROUP, IpHeader.HOP_LIMIT_OF_THIS_LINK);
  }

  /**
   * The advertisement in an IP packet as keepalived sends it: in version 3 with a checksum that
   * covers a pseudo-header.
   */
  public static ByteBuffer ipPacket(Advertisement advertisement, InetAddress source) {
    boolean covered = advertisement.version() == VrrpVersion.V3;
    return source instanceof Inet6Address
        ? ipv6Packet(advertisement, multicast(source))
        : ipPacket(advertisement, source, covered ? new PseudoHeader(source, GROUP) : null);
  }

  static ByteBuffer ipv6Packet(Advertisement advertisement, IpHeader header) {
    int payload = AdvertisementCodec.encodedLength(advertisement);
    ByteBuffer packet = ByteBuffer.allocate(Ipv6Packet.HEADER_BYTES + payload);
    packet.putInt(0x6c000000).putShort((short) payload);
    packet.put((byte) 112).put((byte) header.hopLimit());
    packet.put(header.source().getAddress()).put(header.destination().getAddress());
    PseudoHeader covered = new PseudoHeader(header.source(), header.destination());
    AdvertisementCodec.encode(advertisement, covered, packet);
    return packet.flip();
  }

  static ByteBuffer ipPacket(
      Advertisement advertisement, InetAddress source, @Nullable PseudoHeader pseudoHeader) {
    int length = IP_HEADER_BYTES + AdvertisementCodec.encodedLength(advertisement);
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) length);
    packet.putInt(0);
    packet.put((byte) 255).put((byte) 112).putShort((short) 0);
    packet.put(source.getAddress()).put(GROUP.getAddress());
    AdvertisementCodec.encode(advertisement, pseudoHeader, packet);
    return packet.flip();
  }

  /** Makes the VRRP checksum right again after a change to the message at this offset. */
  static void fixChecksum(ByteBuffer packet, int messageOffset) {
    ByteBuffer message = packet.slice(messageOffset, packet.limit() - messageOffset);
    message.putShort(6, (short) 0);
    message.putShort(6, (short) InternetChecksum.of(message));
  }

  /** The same with the pseudo-header of this header. */
  static void fixChecksum(ByteBuffer packet, int messageOffset, IpHeader header) {
    ByteBuffer message = packet.slice(messageOffset, packet.limit() - messageOffset);
    PseudoHeader covered = new PseudoHeader(header.source(), header.destination());
    message.putShort(6, (short) 0);
    message.putShort(6, (short) InternetChecksum.of(message, covered));
  }
}
