package io.vipgate.linux;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * ARP (RFC 826) as Ethernet frames: gratuitous requests, whose sender and target address are both
 * the announced one, and probes, whose sender address is 0 (RFC 5227). All in network byte order.
 *
 * <pre>
 * 0             6             12     14
 * | destination | source      | 0806 |
 *
 * 14     16     18  19  20     22           28          32           38          42
 * | 0001 | 0800 | 6 | 4 | 0001 | sender MAC | sender IP | target MAC | target IP |
 * </pre>
 *
 * The target MAC of gratuitous ones is the broadcast address, as keepalived 2.2.7 sends it. RFC
 * 5227, section 2.1.1, has receivers ignore the field.
 */
final class ArpCodec {
  static final int ETHERTYPE_ARP = 0x0806;

  /** Bytes; the driver pads the frame to Ethernet's minimum. */
  static final int FRAME_SIZE = 42;

  /** Where the sender's IP address is. */
  static final int SENDER_ADDRESS = 28;

  private static final int SENDER_MAC = 22;
  private static final int PAYLOAD = 14;
  private static final byte[] NOBODY = new byte[4];

  private static final short HARDWARE_ETHERNET = 1;
  private static final short PROTOCOL_IPV4 = 0x0800;
  private static final byte IPV4_LENGTH = 4;
  private static final short REQUEST = 1;

  /** RFC 5227, section 2.1.1: what is asked for. */
  private static final MacAddress NO_MAC = new MacAddress(0);

  private ArpCodec() {}

  /** Clears the buffer and writes the frame, leaving the position behind it. */
  static void encodeGratuitous(ByteBuffer out, MacAddress mac, Inet4Address address) {
    encode(out, mac, address.getAddress(), address.getAddress(), MacAddress.BROADCAST);
  }

  /** As {@link #encodeGratuitous}, but asks who has the address and claims nothing. */
  static void encodeProbe(ByteBuffer out, MacAddress mac, Inet4Address address) {
    encode(out, mac, NOBODY, address.getAddress(), NO_MAC);
  }

  private static void encode(
      ByteBuffer out, MacAddress mac, byte[] sender, byte[] target, MacAddress targetMac) {
    out.clear().order(ByteOrder.BIG_ENDIAN);
    MacAddress.BROADCAST.put(out);
    mac.put(out);
    out.putShort((short) ETHERTYPE_ARP);
    out.putShort(HARDWARE_ETHERNET).putShort(PROTOCOL_IPV4);
    out.put((byte) MacAddress.LENGTH).put(IPV4_LENGTH).putShort(REQUEST);
    mac.put(out);
    out.put(sender);
    targetMac.put(out);
    out.put(target);
  }

  /** Who says that he has which address, in a request or a reply; null if it says nothing of it. */
  static @Nullable AddressClaim decodeClaim(ByteBuffer frame) {
    ByteBuffer in = frame.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (in.limit() < FRAME_SIZE || !isOfIpv4OverEthernet(in)) {
      return null;
    }
    byte[] octets = new byte[IPV4_LENGTH];
    in.get(SENDER_ADDRESS, octets);
    return new AddressClaim(SocketAddress.ofBytes(octets), MacAddress.at(in, SENDER_MAC));
  }

  private static boolean isOfIpv4OverEthernet(ByteBuffer in) {
    return in.getShort(PAYLOAD) == HARDWARE_ETHERNET
        && in.getShort(PAYLOAD + 2) == PROTOCOL_IPV4
        && in.get(PAYLOAD + 4) == MacAddress.LENGTH
        && in.get(PAYLOAD + 5) == IPV4_LENGTH;
  }
}
