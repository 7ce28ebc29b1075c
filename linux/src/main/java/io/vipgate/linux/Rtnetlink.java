package io.vipgate.linux;

/**
 * The layout and the numbers of rtnetlink(7). All integers are in native byte order, addresses as
 * on the wire; each part is padded to 4 bytes.
 *
 * <pre>
 * nlmsghdr   0        4      6       8       12      16
 *            | length | type | flags | seq   | port  |
 *
 * ifaddrmsg  16       17      18      19      20      24
 *            | family | prefix| flags | scope | index | attributes …
 *
 * ifinfomsg  16       17    18     20      24      28       32
 *            | family | pad | type | index | flags | change | attributes …
 *
 * rtattr     0        2      4
 *            | length | type | value …           length counts these 4 bytes, not the padding
 *
 * nlmsgerr   16       20                        36
 *            | -errno | nlmsghdr of the request | attributes, if NLM_F_ACK_TLVS …
 * </pre>
 *
 * The last one is as NETLINK_CAP_ACK leaves it: without the request's payload.
 */
final class Rtnetlink {
  static final int NLMSGHDR_SIZE = 16;
  static final int NLMSGHDR_TYPE = 4; // from its beginning
  static final int NLMSGHDR_PORT = 12;
  static final int IFADDRMSG_SIZE = 8;
  static final int IFINFOMSG_SIZE = 16;
  static final int RTATTR_SIZE = 4;
  static final int NLMSGERR_SIZE = 4 + NLMSGHDR_SIZE;
  static final int ALIGNMENT = 4;

  static final short NLMSG_ERROR = 2;
  static final short NLMSG_DONE = 3;
  static final short RTM_NEWLINK = 16;
  static final short RTM_DELLINK = 17;
  static final short RTM_GETLINK = 18;
  static final short RTM_SETLINK = 19;
  static final short RTM_NEWADDR = 20;
  static final short RTM_DELADDR = 21;
  static final short RTM_GETADDR = 22;

  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_ACK = 0x4;
  static final int NLM_F_DUMP_INTR = 0x10;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_ACK_TLVS = 0x200;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_CREATE = 0x400;

  static final int NLA_TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER
  static final short IFLA_ADDRESS = 1;
  static final short IFLA_IFNAME = 3;
  static final short IFLA_MTU = 4;
  static final short IFLA_LINK = 5;
  static final short IFLA_LINKINFO = 18;
  static final short IFLA_INFO_KIND = 1; // within LINKINFO
  static final short IFLA_INFO_DATA = 2;
  static final short IFLA_MACVLAN_MODE = 1; // within INFO_DATA of a macvlan
  static final short IFLA_AF_SPEC = 26;
  static final short IFLA_INET_CONF = 1; // within AF_SPEC's AF_INET: an array of 32-bit numbers
  static final short IFLA_INET6_ADDR_GEN_MODE = 8;
  static final short IFLA_INET6_CONF = 2; // within AF_SPEC's AF_INET6: an array of 32-bit numbers
  static final short IFA_ADDRESS = 1;
  static final short IFA_LOCAL = 2;
  static final short IFA_LABEL = 3;
  static final short IFA_CACHEINFO = 6;
  static final short IFA_PROTO = 11;
  static final short NLMSGERR_ATTR_MSG = 1;

  static final int MACVLAN_MODE_BRIDGE = 4;
  static final byte IN6_ADDR_GEN_MODE_NONE = 1;
  // Of IFLA_INET_CONF, numbered from 1; set as attributes of that type, read as an array.
  static final short IPV4_DEVCONF_RP_FILTER = 8;
  static final short IPV4_DEVCONF_ARPFILTER = 13;
  static final short IPV4_DEVCONF_ARP_ANNOUNCE = 18;
  static final short IPV4_DEVCONF_ARP_IGNORE = 19;
  static final short IPV4_DEVCONF_PROMOTE_SECONDARIES = 20;

  static final byte AF_UNSPEC = 0;
  static final byte AF_INET = 2;
  static final byte AF_INET6 = 10;
  static final short ARPHRD_ETHER = 1;
  static final byte RT_SCOPE_UNIVERSE = 0;
  static final byte RT_SCOPE_NOWHERE = (byte) 255;
  static final int IFF_UP = 0x1;
  static final int IFF_LOWER_UP = 0x1_0000;
  static final int IFA_F_SECONDARY = 0x1; // of IPv6 addresses it says that they are temporary
  static final int IFA_F_NODAD = 0x2;
  static final int IFA_F_DADFAILED = 0x8;
  static final int IFA_F_TENTATIVE = 0x40;

  private Rtnetlink() {}
}
