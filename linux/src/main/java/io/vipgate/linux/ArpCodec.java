package io.vipgate.linux;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Gratuitous ARP as bytes: an Ethernet frame with a request (RFC 826) whose sender and target
 * address are both the announced one. All in network byte order.
 *
 * <pre>
 * 0             6             12     14
 * | destination | source      | 0806 |
 *
 * 14     16     18  19  20     22           28          32           38          42
 * | 0001 | 0800 | 6 | 4 | 0001 | sender MAC | sender IP | target MAC | target IP |
 * </pre>
 *
 * The target MAC is the broadcast address, as keepalived 2.2.7 sends it. RFC 5227, section 2.1.1,
 * has receivers ignore the field.
 */
final class ArpCodec {
  static final int ETHERTYPE_ARP = 0x0806;

  /** Bytes; the driver pads the frame to Ethernet's minimum. */
  static final int FRAME_SIZE = 42;

  private static final short HARDWARE_ETHERNET = 1;
  private static final short PROTOCOL_IPV4 = 0x0800;
  private static final byte IPV4_LENGTH = 4;
  private static final short REQUEST = 1;

  private ArpCodec() {}

  /** Clears the buffer and writes the frame, leaving the position behind it. */
  static void encodeGratuitous(ByteBuffer out, MacAddress mac, Inet4Address address) {
    byte[] octets = address.getAddress();
    out.clear().order(ByteOrder.BIG_ENDIAN);
    MacAddress.BROADCAST.put(out);
    mac.put(out);
    out.putShort((short) ETHERTYPE_ARP);
    out.putShort(HARDWARE_ETHERNET).putShort(PROTOCOL_IPV4);
    out.put((byte) MacAddress.LENGTH).put(IPV4_LENGTH).putShort(REQUEST);
    mac.put(out);
    out.put(octets);
    MacAddress.BROADCAST.put(out);
    out.put(octets);
  }
}
