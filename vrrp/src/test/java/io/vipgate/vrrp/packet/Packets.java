package io.vipgate.vrrp.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Packets and addresses for tests. */
public final class Packets {

  static final InetAddress GROUP = address("224.0.0.18");

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

  /**
   * The advertisement in an IP packet as keepalived sends it: in version 3 with a checksum that
   * covers a pseudo-header.
   */
  public static ByteBuffer ipPacket(Advertisement advertisement, InetAddress source) {
    boolean covered = advertisement.version() == VrrpVersion.V3;
    return ipPacket(advertisement, source, covered ? new PseudoHeader(source, GROUP) : null);
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
}
