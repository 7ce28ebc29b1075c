package io.vipgate.linux;

import static io.vipgate.linux.Rtnetlink.*;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datagrams from the kernel as values; their layout is drawn in {@link Rtnetlink}. */
final class NetlinkDecoder {
  private static final int IPV4_ADDRESS_SIZE = 4;
  private static final int IPV6_ADDRESS_SIZE = 16;

  private NetlinkDecoder() {}

  /** Takes one message of a datagram, with what its header says of the exchange. */
  @FunctionalInterface
  interface Sink {
    /**
     * One message.
     *
     * @param sequence that of the request it answers
     * @param interrupted the state changed during the dump that it is part of (NLM_F_DUMP_INTR)
     */
    void accept(int sequence, boolean interrupted, NetlinkMessage message);
  }

  /**
   * Takes the datagram apart. Messages of other types and families are passed over; so is what
   * follows a length that cannot be.
   *
   * @param in its order is the native one; consumed
   */
  static void decode(ByteBuffer in, Sink sink) {
    while (in.remaining() >= NLMSGHDR_SIZE) {
      int start = in.position();
      int length = in.getInt(start);
      if (length < NLMSGHDR_SIZE || length > in.remaining()) {
        return;
      }
      short type = in.getShort(start + 4);
      short flags = in.getShort(start + 6);
      int sequence = in.getInt(start + 8);
      ByteBuffer body = in.slice(start + NLMSGHDR_SIZE, length - NLMSGHDR_SIZE).order(in.order());
      boolean interrupted = (flags & NLM_F_DUMP_INTR) != 0;
      NetlinkMessage message = decodeBody(type, flags, body);
      if (message != null) {
        sink.accept(sequence, interrupted, message);
      }
      in.position(Math.min(in.limit(), start + aligned(length)));
    }
  }

  /** Whether the datagram says nothing but that this request succeeded; told without garbage. */
  static boolean isAcknowledgement(ByteBuffer in, int sequence) {
    int start = in.position();
    return in.remaining() >= NLMSGHDR_SIZE + Integer.BYTES
        && aligned(in.getInt(start)) >= in.remaining()
        && in.getShort(start + 4) == NLMSG_ERROR
        && in.getInt(start + 8) == sequence
        && in.getInt(start + NLMSGHDR_SIZE) == 0;
  }

  private static @Nullable NetlinkMessage decodeBody(short type, short flags, ByteBuffer body) {
    return switch (type) {
      case RTM_NEWLINK, RTM_DELLINK -> decodeLink(type == RTM_DELLINK, body);
      case RTM_NEWADDR, RTM_DELADDR -> decodeAddress(type == RTM_DELADDR, body);
      case NLMSG_ERROR, NLMSG_DONE -> decodeEnd(flags, body);
      default -> null;
    };
  }

  private static @Nullable NetlinkMessage decodeLink(boolean removed, ByteBuffer body) {
    // AF_BRIDGE: a port joined or left a bridge; the link of its RTM_DELLINK is still there.
    if (body.remaining() < IFINFOMSG_SIZE || body.get(0) != AF_UNSPEC) {
      return null;
    }
    ByteBuffer name = attribute(body, IFINFOMSG_SIZE, IFLA_IFNAME, 1);
    if (name == null) {
      return null;
    }
    ByteBuffer mtu = attribute(body, IFINFOMSG_SIZE, IFLA_MTU, Integer.BYTES);
    int flags = body.getInt(8);
    NetworkInterface link =
        new NetworkInterface(
            body.getInt(4),
            text(name),
            decodeMac(body),
            (flags & IFF_UP) != 0,
            (flags & IFF_LOWER_UP) != 0,
            mtu == null ? 0 : mtu.getInt(0),
            forwardsIpv6(body),
            List.of());
    return new NetlinkMessage.Link(removed, link, nature(body));
  }

  private static LinkNature nature(ByteBuffer body) {
    ByteBuffer parent = attribute(body, IFINFOMSG_SIZE, IFLA_LINK, Integer.BYTES);
    ByteBuffer info = attribute(body, IFINFOMSG_SIZE, IFLA_LINKINFO, RTATTR_SIZE);
    ByteBuffer kind = info == null ? null : attribute(info, 0, IFLA_INFO_KIND, 1);
    return new LinkNature(
        kind == null ? "" : text(kind),
        parent == null ? 0 : parent.getInt(0),
        ipv4Setting(body, IPV4_DEVCONF_ARP_IGNORE),
        ipv4Setting(body, IPV4_DEVCONF_ARP_ANNOUNCE));
  }

  /** One of the interface's sysctls net.ipv4.conf.*; 0 where the kernel does not tell. */
  private static int ipv4Setting(ByteBuffer body, int number) {
    ByteBuffer families = attribute(body, IFINFOMSG_SIZE, IFLA_AF_SPEC, RTATTR_SIZE);
    ByteBuffer ipv4 = families == null ? null : attribute(families, 0, AF_INET, RTATTR_SIZE);
    int at = Integer.BYTES * (number - 1);
    ByteBuffer numbers =
        ipv4 == null ? null : attribute(ipv4, 0, IFLA_INET_CONF, at + Integer.BYTES);
    return numbers == null ? 0 : numbers.getInt(at);
  }

  private static Optional<MacAddress> decodeMac(ByteBuffer body) {
    ByteBuffer mac = attribute(body, IFINFOMSG_SIZE, IFLA_ADDRESS, MacAddress.LENGTH);
    if (body.getShort(2) != ARPHRD_ETHER || mac == null) {
      return Optional.empty();
    }
    mac.order(ByteOrder.BIG_ENDIAN);
    return Optional.of(
        new MacAddress((mac.getShort(0) & 0xffffL) << 32 | (mac.getInt(2) & 0xffff_ffffL)));
  }

  /** The interface's sysctl net.ipv6.conf.*.forwarding, the first number of its configuration. */
  private static boolean forwardsIpv6(ByteBuffer body) {
    ByteBuffer families = attribute(body, IFINFOMSG_SIZE, IFLA_AF_SPEC, RTATTR_SIZE);
    ByteBuffer ipv6 = families == null ? null : attribute(families, 0, AF_INET6, RTATTR_SIZE);
    ByteBuffer numbers = ipv6 == null ? null : attribute(ipv6, 0, IFLA_INET6_CONF, Integer.BYTES);
    return numbers != null && numbers.getInt(0) != 0;
  }

  private static @Nullable NetlinkMessage decodeAddress(boolean removed, ByteBuffer body) {
    if (body.remaining() < IFADDRMSG_SIZE || (body.get(0) != AF_INET && body.get(0) != AF_INET6)) {
      return null;
    }
    boolean ipv6 = body.get(0) == AF_INET6;
    int size = ipv6 ? IPV6_ADDRESS_SIZE : IPV4_ADDRESS_SIZE;
    ByteBuffer local = attribute(body, IFADDRMSG_SIZE, IFA_LOCAL, size);
    if (local == null) {
      // Without a peer's address at the other end, IPv6 has only this one.
      local = attribute(body, IFADDRMSG_SIZE, IFA_ADDRESS, size);
    }
    if (local == null) {
      return null;
    }
    byte flags = body.get(2);
    ByteBuffer lifetimes = attribute(body, IFADDRMSG_SIZE, IFA_CACHEINFO, 2 * Integer.BYTES);
    ByteBuffer protocol = attribute(body, IFADDRMSG_SIZE, IFA_PROTO, 1);
    InterfaceAddress address =
        new InterfaceAddress(
            body.getInt(4),
            address(local, size),
            body.get(1) & 0xff,
            lifetimes == null ? InterfaceAddress.PERMANENT : lifetimes.getInt(4) & 0xffff_ffffL,
            !ipv6 && (flags & IFA_F_SECONDARY) != 0,
            (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) != 0,
            protocol == null ? 0 : protocol.get(0) & 0xff);
    return new NetlinkMessage.Address(removed, address);
  }

  private static InetAddress address(ByteBuffer bytes, int size) {
    byte[] octets = new byte[size];
    bytes.get(octets);
    try {
      // InetAddress would make an IPv4 address of a mapped one, ::ffff:10.0.0.1.
      return size == IPV6_ADDRESS_SIZE
          ? Inet6Address.getByAddress(null, octets, -1)
          : InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 octets are an address", e);
    }
  }

  private static NetlinkMessage decodeEnd(short flags, ByteBuffer body) {
    int errno = body.remaining() < Integer.BYTES ? 0 : -body.getInt(0);
    boolean explained = (flags & NLM_F_ACK_TLVS) != 0 && body.remaining() > NLMSGERR_SIZE;
    ByteBuffer reason = explained ? attribute(body, NLMSGERR_SIZE, NLMSGERR_ATTR_MSG, 1) : null;
    return new NetlinkMessage.End(errno, reason == null ? "" : text(reason));
  }

  /**
   * The value of the first attribute of that type; null if there is none, or its length cannot be.
   */
  private static @Nullable ByteBuffer attribute(
      ByteBuffer body, int offset, short type, int minimum) {
    int at = offset;
    while (at + RTATTR_SIZE <= body.limit()) {
      int length = body.getShort(at) & 0xffff;
      if (length < RTATTR_SIZE || length > body.limit() - at) {
        return null;
      }
      if ((body.getShort(at + 2) & NLA_TYPE_MASK) == type) {
        int size = length - RTATTR_SIZE;
        return size < minimum ? null : body.slice(at + RTATTR_SIZE, size).order(body.order());
      }
      at += aligned(length);
    }
    return null;
  }

  private static String text(ByteBuffer zeroTerminated) {
    String text = StandardCharsets.UTF_8.decode(zeroTerminated).toString();
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  private static int aligned(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
