package io.vipgate.linux;

import static io.vipgate.linux.Rtnetlink.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Requests about macvlan interfaces as bytes. What stands in brackets is nested: attributes within
 * the value of another one. Headers and padding are as {@link Rtnetlink} draws them.
 *
 * <pre>
 * create     | nlmsghdr | ifinfomsg | IFNAME | LINK parent | ADDRESS |
 *              LINKINFO [ INFO_KIND "macvlan" | INFO_DATA [ MACVLAN_MODE ] ] |
 *
 * IPv4       | nlmsghdr | ifinfomsg index |
 *              AF_SPEC [ AF_INET [ INET_CONF [ number of the sysctl: value | … ] ] ] |
 *
 * IPv6       | nlmsghdr | ifinfomsg index | AF_SPEC [ AF_INET6 [ ADDR_GEN_MODE ] ] |
 *
 * up, down   | nlmsghdr | ifinfomsg index, flags, change = IFF_UP |
 * delete     | nlmsghdr | ifinfomsg index |
 * </pre>
 */
final class MacvlanEncoder {
  static final String KIND = "macvlan";

  private static final int LOOSE = 2;

  private MacvlanEncoder() {}

  /**
   * RTM_NEWLINK of one that is not there yet; it is down.
   *
   * <p>In bridge mode the parent goes on hearing frames whose source is the macvlan's own hardware
   * address, as those of another master with the same one are; in private mode the macvlan would
   * get them instead (macvlan_handle_frame in Linux).
   */
  static void create(ByteBuffer out, int sequence, String name, int parentIndex, MacAddress mac) {
    int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
    begin(out, RTM_NEWLINK, flags, sequence, 0, 0, 0);
    NetlinkEncoder.putAttribute(out, IFLA_IFNAME, (name + "\0").getBytes(StandardCharsets.UTF_8));
    putNumber(out, IFLA_LINK, parentIndex);
    ByteBuffer octets = ByteBuffer.allocate(MacAddress.LENGTH);
    mac.put(octets);
    NetlinkEncoder.putAttribute(out, IFLA_ADDRESS, octets.array());
    putNested(
        out,
        IFLA_LINKINFO,
        () -> {
          NetlinkEncoder.putAttribute(out, IFLA_INFO_KIND, KIND.getBytes(StandardCharsets.UTF_8));
          putNested(
              out, IFLA_INFO_DATA, () -> putNumber(out, IFLA_MACVLAN_MODE, MACVLAN_MODE_BRIDGE));
        });
    NetlinkEncoder.endMessage(out);
  }

  /**
   * The sysctls net.ipv4.conf.NAME.*, as the kernel takes them from who may not write below /proc.
   *
   * <ul>
   *   <li>arp_ignore 1: no answer for the addresses of other interfaces
   *   <li>arp_filter 0: an answer although the route back is the parent's
   *   <li>rp_filter 2: packets from the link's hosts are accepted although the route back is the
   *       parent's; the greater of this and that of {@code all} counts, so that 0 would not do
   *   <li>promote_secondaries 1: the first address of a subnet does not take the others with it
   * </ul>
   */
  static void settleIpv4(ByteBuffer out, int sequence, int index) {
    settle(out, sequence, index, AF_INET, () -> putNested(out, IFLA_INET_CONF, () -> putIpv4(out)));
  }

  private static void putIpv4(ByteBuffer out) {
    putNumber(out, IPV4_DEVCONF_RP_FILTER, LOOSE);
    putNumber(out, IPV4_DEVCONF_ARPFILTER, 0);
    putNumber(out, IPV4_DEVCONF_ARP_IGNORE, 1);
    putNumber(out, IPV4_DEVCONF_PROMOTE_SECONDARIES, 1);
  }

  /** No link-local address by itself: all masters of a group would make the same one. */
  static void settleIpv6(ByteBuffer out, int sequence, int index) {
    byte[] mode = {IN6_ADDR_GEN_MODE_NONE};
    settle(
        out,
        sequence,
        index,
        AF_INET6,
        () -> NetlinkEncoder.putAttribute(out, IFLA_INET6_ADDR_GEN_MODE, mode));
  }

  /** RTM_SETLINK of what a family of addresses has to know of the interface. */
  private static void settle(
      ByteBuffer out, int sequence, int index, byte family, Runnable settings) {
    begin(out, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, index, 0, 0);
    putNested(out, IFLA_AF_SPEC, () -> putNested(out, family, settings));
    NetlinkEncoder.endMessage(out);
  }

  /** RTM_SETLINK of nothing but IFF_UP. */
  static void setUp(ByteBuffer out, int sequence, int index, boolean up) {
    begin(out, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, index, up ? IFF_UP : 0, IFF_UP);
    NetlinkEncoder.endMessage(out);
  }

  /** RTM_DELLINK. */
  static void delete(ByteBuffer out, int sequence, int index) {
    begin(out, RTM_DELLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, index, 0, 0);
    NetlinkEncoder.endMessage(out);
  }

  private static void begin(
      ByteBuffer out,
      short type,
      int messageFlags,
      int sequence,
      int index,
      int flags,
      int change) {
    NetlinkEncoder.beginMessage(out, type, messageFlags, sequence);
    out.putInt(AF_UNSPEC).putInt(index).putInt(flags).putInt(change);
  }

  private static void putNumber(ByteBuffer out, short type, int value) {
    byte[] number =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    NetlinkEncoder.putAttribute(out, type, number);
  }

  /**
   * What is nested ends padded, as each attribute does.
   *
   * @param attributes puts what is nested
   */
  private static void putNested(ByteBuffer out, short type, Runnable attributes) {
    int start = out.position();
    out.putShort((short) 0).putShort(type);
    attributes.run();
    out.putShort(start, (short) (out.position() - start));
  }
}
