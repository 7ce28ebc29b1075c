package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads version 2 advertisements for IPv4 (RFC 3768 §5.1, §7). All numbers are
 * big-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+---------------+---------------+
 *  | ver 2 | type 1| VRID          | priority      | addresses: n  |   0
 *  +-------+-------+---------------+---------------+---------------+
 *  | auth type     | interval, s   | checksum                      |   4
 *  +---------------+---------------+-------------------------------+
 *  | address 1 ... n                                               |   8
 *  +---------------------------------------------------------------+
 *  | authentication data (8 bytes, zeros without)                  |   8 + 4 n
 *  |                                                               |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The checksum covers all of it, the authentication data too, and no pseudo-header.
 */
public final class AdvertisementCodec {

  private static final int VERSION_AND_TYPE = 0;
  private static final int VIRTUAL_ROUTER_ID = 1;
  private static final int PRIORITY = 2;
  private static final int ADDRESS_COUNT = 3;
  private static final int AUTH_TYPE = 4;
  private static final int INTERVAL = 5;
  private static final int CHECKSUM = 6;
  private static final int ADDRESSES = 8;

  private static final int TYPE_ADVERTISEMENT = 1;
  private static final int VERSION_3 = 3;

  private AdvertisementCodec() {}

  /** Bytes that {@link #encode} writes for this advertisement. */
  public static int encodedLength(Advertisement advertisement) {
    return messageBytes(advertisement.addresses().size());
  }

  /**
   * Writes the VRRP message, checksum included, without an IP header, at the buffer's position,
   * which it advances.
   *
   * @throws BufferOverflowException if fewer than {@link #encodedLength} bytes remain; nothing is
   *     written then
   */
  public static void encode(Advertisement advertisement, ByteBuffer target) {
    int length = encodedLength(advertisement);
    if (target.remaining() < length) {
      throw new BufferOverflowException();
    }
    ByteBuffer message = target.slice(target.position(), length);
    int addresses = advertisement.addresses().size();
    message.put(VERSION_AND_TYPE, (byte) (advertisement.version() << 4 | TYPE_ADVERTISEMENT));
    message.put(VIRTUAL_ROUTER_ID, (byte) advertisement.virtualRouterId());
    message.put(PRIORITY, (byte) advertisement.priority());
    message.put(ADDRESS_COUNT, (byte) addresses);
    message.put(AUTH_TYPE, (byte) advertisement.authentication().type());
    message.put(INTERVAL, (byte) TimeUnit.NANOSECONDS.toSeconds(advertisement.advertIntervalNs()));
    message.putShort(CHECKSUM, (short) 0);
    for (int i = 0; i < addresses; i++) {
      message.put(addressOffset(i), advertisement.addresses().get(i).getAddress());
    }
    message.putLong(addressOffset(addresses), advertisement.authentication().data());
    message.putShort(CHECKSUM, (short) InternetChecksum.of(message));
    target.position(target.position() + length);
  }

  /**
   * Reads one received packet, which starts with its IP header, as raw sockets deliver it (RFC 3768
   * §7.1, first half).
   *
   * @param ipPacket the bytes from position to limit are the whole packet; neither is changed
   * @return {@link Accepted} or {@link Dropped}
   */
  public static Received decode(ByteBuffer ipPacket) {
    Ipv4Packet packet = new Ipv4Packet(ipPacket.slice());
    Dropped packetFault = packet.fault();
    if (packetFault != null) {
      return packetFault;
    }
    ByteBuffer message = packet.payload();
    Dropped messageFault = messageFault(message, packet.source());
    return messageFault == null
        ? new Accepted(advertisement(message), packet.source())
        : messageFault;
  }

  private static @Nullable Dropped messageFault(ByteBuffer message, InetAddress source) {
    int length = message.limit();
    if (length < messageBytes(0)) {
      return dropped(
          DropReason.TRUNCATED,
          message,
          source,
          "VRRP length",
          length,
          "at least " + messageBytes(0));
    }
    int version = unsignedByte(message, VERSION_AND_TYPE) >>> 4;
    if (version != Advertisement.VERSION_2) {
      DropReason reason = version == VERSION_3 ? DropReason.VERSION_MISMATCH : DropReason.VERSION;
      return dropped(reason, message, source, "VRRP version", version, "2");
    }
    int type = unsignedByte(message, VERSION_AND_TYPE) & 0x0f;
    if (type != TYPE_ADVERTISEMENT) {
      return dropped(DropReason.TYPE, message, source, "VRRP type", type, "1");
    }
    int addresses = unsignedByte(message, ADDRESS_COUNT);
    int expectedLength = messageBytes(addresses);
    if (length != expectedLength) {
      DropReason reason =
          length < expectedLength ? DropReason.TRUNCATED : DropReason.TRAILING_BYTES;
      String expected = expectedLength + " with " + addresses + " addresses";
      return dropped(reason, message, source, "VRRP length", length, expected);
    }
    if (InternetChecksum.of(message) != 0) {
      return dropped(
          DropReason.CHECKSUM,
          message,
          source,
          "VRRP checksum",
          hex(checksum(message)),
          hex(correctChecksum(message)));
    }
    int virtualRouterId = unsignedByte(message, VIRTUAL_ROUTER_ID);
    if (virtualRouterId == 0) {
      return dropped(
          DropReason.VIRTUAL_ROUTER_ID,
          message,
          source,
          "virtual router id",
          virtualRouterId,
          "1 to 255");
    }
    int authType = unsignedByte(message, AUTH_TYPE);
    if (authType != Authentication.TYPE_NONE && authType != Authentication.TYPE_PASS) {
      return dropped(
          DropReason.AUTH_TYPE, message, source, "authentication type", authType, "0 or 1");
    }
    return null;
  }

  private static Advertisement advertisement(ByteBuffer message) {
    int count = unsignedByte(message, ADDRESS_COUNT);
    List<InetAddress> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(Ipv4Packet.addressAt(message, addressOffset(i)));
    }
    return new Advertisement(
        unsignedByte(message, VERSION_AND_TYPE) >>> 4,
        unsignedByte(message, VIRTUAL_ROUTER_ID),
        unsignedByte(message, PRIORITY),
        TimeUnit.SECONDS.toNanos(unsignedByte(message, INTERVAL)),
        addresses,
        authentication(message, addressOffset(count)));
  }

  private static Authentication authentication(ByteBuffer message, int dataOffset) {
    return unsignedByte(message, AUTH_TYPE) == Authentication.TYPE_NONE
        ? Authentication.NONE
        : new Authentication(Authentication.TYPE_PASS, message.getLong(dataOffset));
  }

  private static Dropped dropped(
      DropReason reason,
      ByteBuffer message,
      InetAddress source,
      String what,
      Object value,
      String expected) {
    // In every version of VRRP the second byte is the VRID.
    int virtualRouterId =
        message.limit() > VIRTUAL_ROUTER_ID
            ? unsignedByte(message, VIRTUAL_ROUTER_ID)
            : Received.UNKNOWN_VIRTUAL_ROUTER_ID;
    String evidence = what + ": value: " + value + " (expected: " + expected + ")";
    return new Dropped(reason, source, virtualRouterId, evidence);
  }

  private static int checksum(ByteBuffer message) {
    return Short.toUnsignedInt(message.getShort(CHECKSUM));
  }

  private static int correctChecksum(ByteBuffer message) {
    ByteBuffer copy = ByteBuffer.allocate(message.limit()).put(message.duplicate()).flip();
    return InternetChecksum.of(copy.putShort(CHECKSUM, (short) 0));
  }

  private static String hex(int checksum) {
    return String.format(Locale.ROOT, "0x%04x", checksum);
  }

  private static int messageBytes(int addresses) {
    return addressOffset(addresses) + Authentication.DATA_BYTES;
  }

  private static int addressOffset(int index) {
    return ADDRESSES + index * Ipv4Packet.ADDRESS_BYTES;
  }

  private static int unsignedByte(ByteBuffer buffer, int offset) {
    return Byte.toUnsignedInt(buffer.get(offset));
  }
}
