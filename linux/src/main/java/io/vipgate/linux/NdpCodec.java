package io.vipgate.linux;

import io.vipgate.vrrp.packet.InternetChecksum;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An unsolicited neighbour advertisement (RFC 4861 §4.4, §7.2.6) as an Ethernet frame to all nodes
 * of the link. All in network byte order.
 *
 * <pre>
 * 0                   6             12     14
 * | 33:33:00:00:00:01 | source MAC  | 86dd |
 *
 * 14         18       20   21          22       38        54
 * | 60000000 | length | 58 | hops 255  | source | ff02::1 |
 *
 * 54     55    56         58       59  62       78    79    80         86
 * | 136  | 0   | checksum | R S O  | 0 | target | 2   | 1   | MAC      |
 * </pre>
 *
 * <p>Source and target are the announced address. S (solicited) is clear; O (override) is set, so
 * that neighbours replace the hardware address that they have. R says whether the host forwards
 * IPv6, as its kernel says when it is asked: a router that denied it would be dropped from its
 * neighbours' default routers (RFC 4861 §7.2.5). The checksum covers what follows the IPv6 header,
 * and a pseudo-header of both addresses, the length and the protocol (RFC 8200 §8.1).
 */
final class NdpCodec {
  static final int ETHERTYPE_IPV6 = 0x86dd;

  /** Bytes. */
  static final int FRAME_SIZE = 86;

  /** The hardware address of ff02::1 (RFC 2464 §7). */
  static final MacAddress ALL_NODES = new MacAddress(0x3333_0000_0001L);

  private static final int VERSION_6 = 0x6000_0000;
  private static final byte[] ALL_NODES_GROUP = {
    (byte) 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };
  private static final int PAYLOAD_SIZE = 32;
  private static final int PROTOCOL_ICMPV6 = 58;
  private static final int HOP_LIMIT = 255;
  private static final int SOURCE = 22;
  private static final int CHECKSUM = 56;
  private static final byte NEIGHBOUR_ADVERTISEMENT = (byte) 136;
  private static final int ROUTER = 0x80;
  private static final int OVERRIDE = 0x20;
  private static final byte TARGET_LINK_LAYER_ADDRESS = 2;
  private static final byte EIGHT_BYTES = 1;

  private NdpCodec() {}

  /**
   * Clears the buffer and writes the frame, leaving the position behind it.
   *
   * @param router whether the host forwards IPv6
   */
  static void encodeUnsolicited(
      ByteBuffer out, MacAddress mac, Inet6Address address, boolean router) {
    byte[] bytes = address.getAddress();
    out.clear().order(ByteOrder.BIG_ENDIAN);
    ALL_NODES.put(out);
    mac.put(out);
    out.putShort((short) ETHERTYPE_IPV6);
    out.putInt(VERSION_6).putShort((short) PAYLOAD_SIZE);
    out.put((byte) PROTOCOL_ICMPV6).put((byte) HOP_LIMIT);
    out.put(bytes).put(ALL_NODES_GROUP);
    // Where the checksum goes, its sum begins: with what the pseudo-header has besides addresses.
    out.put(NEIGHBOUR_ADVERTISEMENT)
        .put((byte) 0)
        .putShort((short) (PAYLOAD_SIZE + PROTOCOL_ICMPV6));
    out.put((byte) (router ? ROUTER | OVERRIDE : OVERRIDE)).put(new byte[3]).put(bytes);
    out.put(TARGET_LINK_LAYER_ADDRESS).put(EIGHT_BYTES);
    mac.put(out);
    int covered = out.position() - SOURCE;
    out.putShort(CHECKSUM, (short) InternetChecksum.of(out.slice(SOURCE, covered)));
  }
}
