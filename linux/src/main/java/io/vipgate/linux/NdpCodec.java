package io.vipgate.linux;

import io.vipgate.vrrp.packet.InternetChecksum;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Neighbour discovery as Ethernet frames, all in network byte order: unsolicited advertisements
 * (RFC 4861 §4.4, §7.2.6) to all nodes of the link, and the solicitations of duplicate address
 * detection (RFC 4861 §4.3, RFC 4862 §5.4.2), which are the same without the option at the end, of
 * type 135, from {@code ::} to the solicited-node group of their target.
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

  /** ff02::1:ff00:0, to which the last three bytes of an address are added (RFC 4291 §2.7.1). */
  private static final byte[] SOLICITED_NODES = {
    (byte) 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xff, 0, 0, 0
  };

  private static final int PAYLOAD_SIZE = 32;
  private static final int PROBE_SIZE = 24;
  static final int PROTOCOL_ICMPV6 = 58;

  /** Where to find what. */
  static final int NEXT_HEADER = 20;

  static final int TYPE = 54;
  static final int TARGET = 62;
  private static final int OPTIONS = 78;
  private static final int HOPS = 21;
  private static final int ETHERNET_SOURCE = 6;
  private static final int HOP_LIMIT = 255;
  private static final int SOURCE = 22;
  private static final int CHECKSUM = 56;
  static final byte NEIGHBOUR_ADVERTISEMENT = (byte) 136;
  private static final byte NEIGHBOUR_SOLICITATION = (byte) 135;
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
    putChecksum(out);
  }

  private static void putChecksum(ByteBuffer out) {
    int covered = out.position() - SOURCE;
    out.putShort(CHECKSUM, (short) InternetChecksum.of(out.slice(SOURCE, covered)));
  }

  /**
   * Clears the buffer and writes a solicitation of the address, leaving the position behind it.
   *
   * @return the hardware address of the group that it goes to
   */
  static MacAddress encodeProbe(ByteBuffer out, MacAddress mac, Inet6Address address) {
    byte[] bytes = address.getAddress();
    byte[] group = SOLICITED_NODES.clone();
    System.arraycopy(bytes, 13, group, 13, 3);
    MacAddress station =
        new MacAddress((0x3333L << 32) | (ByteBuffer.wrap(group).getInt(12) & 0xffff_ffffL));
    out.clear().order(ByteOrder.BIG_ENDIAN);
    station.put(out);
    mac.put(out);
    out.putShort((short) ETHERTYPE_IPV6);
    out.putInt(VERSION_6).putShort((short) PROBE_SIZE);
    out.put((byte) PROTOCOL_ICMPV6).put((byte) HOP_LIMIT);
    out.put(new byte[16]).put(group);
    out.put(NEIGHBOUR_SOLICITATION).put((byte) 0).putShort((short) (PROBE_SIZE + PROTOCOL_ICMPV6));
    out.putInt(0).put(bytes);
    putChecksum(out);
    return station;
  }

  /**
   * Who says that he has which address; null if it is no neighbour advertisement of this link. The
   * checksum is not looked at: a frame from this machine's own virtual ports has none yet, the
   * network interface has checked those of others, and nothing here is believed that would not be
   * believed of a forger with a right one.
   */
  static @Nullable AddressClaim decodeClaim(ByteBuffer frame) {
    ByteBuffer in = frame.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (in.limit() < OPTIONS
        || in.get(NEXT_HEADER) != PROTOCOL_ICMPV6
        || in.get(HOPS) != (byte) HOP_LIMIT
        || in.get(TYPE) != NEIGHBOUR_ADVERTISEMENT) {
      return null;
    }
    byte[] target = new byte[16];
    in.get(TARGET, target);
    boolean saysWhere = in.limit() >= FRAME_SIZE && in.get(OPTIONS) == TARGET_LINK_LAYER_ADDRESS;
    return new AddressClaim(
        SocketAddress.ofBytes(target),
        MacAddress.at(in, saysWhere ? OPTIONS + 2 : ETHERNET_SOURCE));
  }
}
