package io.vipgate.vrrp.packet;

import io.vipgate.vrrp.packet.MessageLayout.Fault;
import io.vipgate.vrrp.packet.Received.Accepted;
import io.vipgate.vrrp.packet.Received.Dropped;
import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads advertisements of versions 2 and 3 (RFC 3768 §5.1, §7; RFC 9568 §5.1, §7),
 * version 3 with IPv4 or IPv6 addresses, of {@code a} = 4 or 16 bytes. The versions share all but
 * the four bytes after the number of addresses, and what follows the addresses; {@link
 * Version2Layout} and {@link Version3Layout} draw each whole.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+---------------+---------------+
 *  | ver   | type 1| VRID          | priority      | addresses: n  |   0
 *  +-------+-------+---------------+---------------+---------------+
 *  | the version's own             | checksum                      |   4
 *  +-------------------------------+-------------------------------+
 *  | address 1 ... n                                               |   8
 *  +---------------------------------------------------------------+
 *  | the version's own                                             |   8 + a n
 * </pre>
 */
public final class AdvertisementCodec {

  private static final int VERSION_AND_TYPE = 0;
  private static final int VIRTUAL_ROUTER_ID = 1;
  private static final int PRIORITY = 2;
  private static final int ADDRESS_COUNT = 3;
  private static final int CHECKSUM = 6;
  private static final int ADDRESSES = 8;

  private static final int TYPE_ADVERTISEMENT = 1;

  private static final MessageLayout VERSION_2 = new Version2Layout();
  private static final MessageLayout VERSION_3 = new Version3Layout();

  private AdvertisementCodec() {}

  /** Bytes that {@link #encode} writes for this advertisement. */
  public static int encodedLength(Advertisement advertisement) {
    return messageBytes(
        layout(advertisement.version()),
        advertisement.addresses().size(),
        advertisement.addressBytes());
  }

  /** Writes it with a checksum that covers the message alone, as version 2 has it. */
  public static void encode(Advertisement advertisement, ByteBuffer target) {
    encode(advertisement, null, target);
  }

  /**
   * Writes the VRRP message, checksum included, without an IP header, at the buffer's position,
   * which it advances.
   *
   * @param pseudoHeader what the checksum covers besides the message; null for nothing, as in
   *     version 2, and as RFC 9568 has it in version 3 over IPv4; never null over IPv6
   * @throws IllegalArgumentException if there is a pseudo-header in version 2
   * @throws BufferOverflowException if fewer than {@link #encodedLength} bytes remain; nothing is
   *     written then
   */
  public static void encode(
      Advertisement advertisement, @Nullable PseudoHeader pseudoHeader, ByteBuffer target) {
    if (pseudoHeader != null && advertisement.version() == VrrpVersion.V2) {
      throw new IllegalArgumentException(
          "pseudo-header: value: " + pseudoHeader + " (expected: none in version 2)");
    }
    int length = encodedLength(advertisement);
    if (target.remaining() < length) {
      throw new BufferOverflowException();
    }
    ByteBuffer message = target.slice(target.position(), length);
    int addresses = advertisement.addresses().size();
    int addressBytes = advertisement.addressBytes();
    int version = advertisement.version().number();
    message.put(VERSION_AND_TYPE, (byte) (version << 4 | TYPE_ADVERTISEMENT));
    message.put(VIRTUAL_ROUTER_ID, (byte) advertisement.virtualRouterId());
    message.put(PRIORITY, (byte) advertisement.priority());
    message.put(ADDRESS_COUNT, (byte) addresses);
    for (int i = 0; i < addresses; i++) {
      message.put(ADDRESSES + i * addressBytes, advertisement.addresses().get(i).getAddress());
    }
    int trailer = ADDRESSES + addresses * addressBytes;
    layout(advertisement.version()).write(advertisement, message, trailer);
    message.putShort(CHECKSUM, (short) 0);
    int checksum =
        pseudoHeader == null
            ? InternetChecksum.of(message)
            : InternetChecksum.of(message, pseudoHeader);
    message.putShort(CHECKSUM, (short) checksum);
    target.position(target.position() + length);
  }

  /**
   * Reads one received packet, which starts with its IP header, as raw sockets deliver it (RFC 3768
   * §7.1 and RFC 9568 §7.1, without what depends on the configuration).
   *
   * @param ipPacket the bytes from position to limit are the whole packet; neither is changed
   * @return {@link Accepted} or {@link Dropped}
   */
  public static Received decode(ByteBuffer ipPacket) {
    IpPacket packet = IpPacket.of(ipPacket.slice());
    Dropped packetFault = packet.fault();
    if (packetFault != null) {
      return packetFault;
    }
    ByteBuffer message = packet.payload();
    if (message.limit() < ADDRESSES) {
      Fault fault = lengthFault(message, "at least " + ADDRESSES, ADDRESSES);
      return dropped(fault, message, packet);
    }
    int version = unsignedByte(message, VERSION_AND_TYPE) >>> 4;
    return switch (version) {
      case 2 -> decode(VERSION_2, message, packet);
      case 3 -> decode(VERSION_3, message, packet);
      default -> {
        Fault fault = new Fault(DropReason.VERSION, "VRRP version", version, "2 or 3");
        yield dropped(fault, message, packet);
      }
    };
  }

  private static Received decode(MessageLayout layout, ByteBuffer message, IpPacket packet) {
    Fault fault = fault(layout, message, packet);
    return fault == null
        ? new Accepted(advertisement(layout, message, packet.addressBytes()), packet.header())
        : dropped(fault, message, packet);
  }

  private static @Nullable Fault fault(MessageLayout layout, ByteBuffer message, IpPacket packet) {
    if (!packet.carries(layout.version())) {
      return new Fault(DropReason.VERSION, "VRRP version", layout.version().number(), "3, in IPv6");
    }
    int type = unsignedByte(message, VERSION_AND_TYPE) & 0x0f;
    if (type != TYPE_ADVERTISEMENT) {
      return new Fault(DropReason.TYPE, "VRRP type", type, "1");
    }
    int addresses = unsignedByte(message, ADDRESS_COUNT);
    int expectedLength = messageBytes(layout, addresses, packet.addressBytes());
    if (message.limit() != expectedLength) {
      return lengthFault(
          message, expectedLength + " with " + addresses + " addresses", expectedLength);
    }
    IpHeader header = packet.header();
    PseudoHeader pseudoHeader = new PseudoHeader(header.source(), header.destination());
    if (!layout.isIntact(message, pseudoHeader)) {
      String expected = hex(correctChecksum(message, pseudoHeader));
      return new Fault(DropReason.CHECKSUM, "VRRP checksum", hex(checksum(message)), expected);
    }
    int virtualRouterId = unsignedByte(message, VIRTUAL_ROUTER_ID);
    if (virtualRouterId == 0) {
      return new Fault(
          DropReason.VIRTUAL_ROUTER_ID, "virtual router id", virtualRouterId, "1 to 255");
    }
    if (layout.intervalUnits(message) == 0) {
      String expected = layout.version().intervals();
      return new Fault(DropReason.ADVERT_INTERVAL, "advert-interval", 0, expected);
    }
    return layout.fault(message);
  }

  private static Fault lengthFault(ByteBuffer message, String expected, int expectedLength) {
    DropReason reason =
        message.limit() < expectedLength ? DropReason.TRUNCATED : DropReason.TRAILING_BYTES;
    return new Fault(reason, "VRRP length", message.limit(), expected);
  }

  private static Advertisement advertisement(
      MessageLayout layout, ByteBuffer message, int addressBytes) {
    int count = unsignedByte(message, ADDRESS_COUNT);
    List<InetAddress> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int offset = ADDRESSES + i * addressBytes;
      addresses.add(IpPacket.addressAt(message, offset, addressBytes));
    }
    return new Advertisement(
        layout.version(),
        unsignedByte(message, VIRTUAL_ROUTER_ID),
        unsignedByte(message, PRIORITY),
        layout.intervalUnits(message) * layout.version().intervalUnitNs(),
        addresses,
        layout.authentication(message, ADDRESSES + count * addressBytes));
  }

  private static Dropped dropped(Fault fault, ByteBuffer message, IpPacket packet) {
    // In every version of VRRP the second byte is the VRID.
    int virtualRouterId =
        message.limit() > VIRTUAL_ROUTER_ID
            ? unsignedByte(message, VIRTUAL_ROUTER_ID)
            : Received.UNKNOWN_VIRTUAL_ROUTER_ID;
    String evidence =
        fault.what() + ": value: " + fault.value() + " (expected: " + fault.expected() + ")";
    return new Dropped(fault.reason(), packet.header().source(), virtualRouterId, evidence);
  }

  private static MessageLayout layout(VrrpVersion version) {
    return switch (version) {
      case V2 -> VERSION_2;
      case V3 -> VERSION_3;
    };
  }

  private static int checksum(ByteBuffer message) {
    return Short.toUnsignedInt(message.getShort(CHECKSUM));
  }

  private static int correctChecksum(ByteBuffer message, PseudoHeader pseudoHeader) {
    ByteBuffer copy = ByteBuffer.allocate(message.limit()).put(message.duplicate()).flip();
    copy.putShort(CHECKSUM, (short) 0);
    return pseudoHeader.isOptional()
        ? InternetChecksum.of(copy)
        : InternetChecksum.of(copy, pseudoHeader);
  }

  private static String hex(int checksum) {
    return String.format(Locale.ROOT, "0x%04x", checksum);
  }

  private static int messageBytes(MessageLayout layout, int addresses, int addressBytes) {
    return ADDRESSES + addresses * addressBytes + layout.trailerBytes();
  }

  private static int unsignedByte(ByteBuffer buffer, int offset) {
    return Byte.toUnsignedInt(buffer.get(offset));
  }
}
