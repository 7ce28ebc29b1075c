package io.vipgate.linux;

import static io.vipgate.linux.Rtnetlink.*;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Requests to the kernel as bytes, laid out as {@link Rtnetlink} draws. Each method clears the
 * buffer, which is in native byte order, and leaves its position behind the message.
 */
final class NetlinkEncoder {
  private NetlinkEncoder() {}

  /**
   * RTM_NEWADDR that creates the address or renews its lease.
   *
   * <p>A VIP should not become the source address of the host's own connections, which would break
   * when it moves. IPv6 has deprecated addresses (preferred lifetime 0) for that (RFC 6724 §5, rule
   * 3). IPv4 routing pays no heed to them (tried on Linux 6.18: a deprecated address is chosen like
   * any other), so there the preferred lifetime is the valid one: 0 would only make the VIP look
   * out of order in ip(8). A prefix length of 32 and its place behind the host's own address keep
   * an IPv4 VIP from being chosen.
   *
   * <p>IFA_F_NODAD: an IPv6 address is usable at once. The kernel's duplicate address detection
   * (RFC 4862 §5.4) would keep it tentative for a second or two, in which nobody answers for it;
   * and the address of a master that died but for its kernel would make it fail for good. Whether
   * someone else may have the address is for VRRP to decide.
   *
   * <p>IFA_PROTO marks the address as ours; kernels before 5.18 ignore it.
   */
  static void install(ByteBuffer out, int sequence, int index, AddressForm form, int leaseSeconds) {
    InetAddress address = form.address();
    int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
    boolean ipv6 = address instanceof Inet6Address;
    beginAddress(out, RTM_NEWADDR, flags, sequence, family(address));
    out.put((byte) form.prefixLength()).put((byte) (ipv6 ? IFA_F_NODAD : 0));
    out.put((byte) form.scope().number).putInt(index);
    putAttribute(out, IFA_LOCAL, address.getAddress());
    putAttribute(out, IFA_ADDRESS, address.getAddress());
    String label = form.label();
    if (label != null && !ipv6) {
      putAttribute(out, IFA_LABEL, (label + "\0").getBytes(StandardCharsets.UTF_8));
    }
    // struct ifa_cacheinfo: preferred and valid lifetime, and two timestamps that the kernel sets.
    out.putShort((short) (RTATTR_SIZE + 16)).putShort(IFA_CACHEINFO);
    out.putInt(ipv6 ? 0 : leaseSeconds).putInt(leaseSeconds).putInt(0).putInt(0);
    putAttribute(out, IFA_PROTO, new byte[] {(byte) InterfaceAddress.VIPGATE});
    endMessage(out);
  }

  /** RTM_DELADDR. */
  static void remove(ByteBuffer out, int sequence, int index, InetAddress address, int prefix) {
    int flags = NLM_F_REQUEST | NLM_F_ACK;
    beginAddress(out, RTM_DELADDR, flags, sequence, family(address));
    out.put((byte) prefix).put((byte) 0).put(RT_SCOPE_NOWHERE).putInt(index);
    putAttribute(out, IFA_LOCAL, address.getAddress());
    putAttribute(out, IFA_ADDRESS, address.getAddress());
    endMessage(out);
  }

  /** RTM_GETADDR of every interface, IPv4 before IPv6. */
  static void dumpAddresses(ByteBuffer out, int sequence) {
    int flags = NLM_F_REQUEST | NLM_F_DUMP;
    beginAddress(out, RTM_GETADDR, flags, sequence, AF_UNSPEC);
    out.put((byte) 0).put((byte) 0).put(RT_SCOPE_UNIVERSE).putInt(0);
    endMessage(out);
  }

  /** RTM_GETLINK of the interface of that name. */
  static void getLink(ByteBuffer out, int sequence, String name) {
    beginMessage(out, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, sequence);
    out.put(new byte[IFINFOMSG_SIZE]);
    putAttribute(out, IFLA_IFNAME, (name + "\0").getBytes(StandardCharsets.UTF_8));
    endMessage(out);
  }

  /** RTM_GETLINK of all. */
  static void dumpLinks(ByteBuffer out, int sequence) {
    beginMessage(out, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, sequence);
    out.put(new byte[IFINFOMSG_SIZE]);
    endMessage(out);
  }

  private static void beginAddress(
      ByteBuffer out, short type, int flags, int sequence, byte family) {
    beginMessage(out, type, flags, sequence);
    out.put(family);
  }

  private static byte family(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  static void beginMessage(ByteBuffer out, short type, int flags, int sequence) {
    out.clear().putInt(0).putShort(type).putShort((short) flags).putInt(sequence).putInt(0);
  }

  static void endMessage(ByteBuffer out) {
    out.putInt(0, out.position());
  }

  static void putAttribute(ByteBuffer out, short type, byte[] value) {
    out.putShort((short) (RTATTR_SIZE + value.length)).putShort(type).put(value);
    while (out.position() % ALIGNMENT != 0) {
      out.put((byte) 0);
    }
  }
}
