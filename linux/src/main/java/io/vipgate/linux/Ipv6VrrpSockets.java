package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Raw sockets of IPv6: they deliver what follows the header, and what matters of the header on
 * demand beside it (RFC 3542 §4). The header is put together again from that, so that one decoder
 * reads and checks the packets of both families.
 */
final class Ipv6VrrpSockets implements VrrpSockets {
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPPROTO_VRRP = 112;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_MULTICAST_HOPS = 18;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int IPV6_JOIN_GROUP = 20;
  private static final int IPV6_MULTICAST_ALL = 29;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_PKTINFO = 50;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int IPV6_TCLASS = 67;

  private static final int ADDRESS_SIZE = 16;
  private static final int SOCKADDR_ADDRESS = 8;
  private static final byte VERSION = 0x60;

  @Override
  public String domain() {
    return "AF_INET6";
  }

  @Override
  public void configure(NativeSocket socket, NetworkInterface nic) throws NativeException {
    InetAddress group = IpFamily.IPV6.group();
    // Only the group of this interface, not also those that other programs joined.
    socket.option("IPV6_MULTICAST_ALL", IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    socket.option(
        "IPV6_JOIN_GROUP",
        IPPROTO_IPV6,
        IPV6_JOIN_GROUP,
        addressAndIndex(group, nic.index()),
        "ff02::12 on " + nic.name());
    socket.option("IPV6_UNICAST_HOPS", IPPROTO_IPV6, IPV6_UNICAST_HOPS, HOP_LIMIT);
    socket.option("IPV6_MULTICAST_HOPS", IPPROTO_IPV6, IPV6_MULTICAST_HOPS, HOP_LIMIT);
    socket.option("IPV6_MULTICAST_LOOP", IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
    socket.option("IPV6_TCLASS", IPPROTO_IPV6, IPV6_TCLASS, INTERNETWORK_CONTROL);
    socket.option("IPV6_RECVPKTINFO", IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    socket.option("IPV6_RECVHOPLIMIT", IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
  }

  /** struct ipv6_mreq, and struct in6_pktinfo. */
  private static byte[] addressAndIndex(InetAddress address, int index) {
    return ByteBuffer.allocate(ADDRESS_SIZE + Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .put(address.getAddress())
        .putInt(index)
        .array();
  }

  /** struct sockaddr_in6: family, port, flow, address, scope; and the source in an in6_pktinfo. */
  @Override
  public void route(SocketMessage message, int index, InetAddress source, InetAddress destination) {
    message.to(
        ByteBuffer.allocate(28)
            .order(ByteOrder.nativeOrder())
            .putShort((short) IpFamily.IPV6.number)
            .putShort((short) 0)
            .putInt(0)
            .put(destination.getAddress())
            .putInt(index)
            .array());
    message.with(IPPROTO_IPV6, IPV6_PKTINFO, addressAndIndex(source, index));
  }

  /*
   * Traffic class and flow label are not asked for, since nothing depends on them:
   *
   *   0    1    4        6      7           8        24            40
   *   | 6x | 0  | length | 112  | hop limit | source | destination |
   *
   * Where the kernel did not say, the hop limit and the destination are 0: no packet to believe.
   */
  @Override
  public ByteBuffer packet(SocketMessage message, int size) {
    ByteBuffer bytes = message.memory().bytes();
    int hopLimit = message.control(IPPROTO_IPV6, IPV6_HOPLIMIT);
    int destination = message.control(IPPROTO_IPV6, IPV6_PKTINFO);
    ByteBuffer packet = message.received(SocketMessage.HEADROOM, size);
    int header = packet.position();
    packet.order(ByteOrder.BIG_ENDIAN);
    packet.putInt(header, VERSION << 24).putShort(header + 4, (short) size);
    packet.order(ByteOrder.nativeOrder());
    packet.put(header + 6, (byte) IPPROTO_VRRP);
    packet.put(header + 7, (byte) (hopLimit < 0 ? 0 : bytes.getInt(hopLimit)));
    copy(bytes, message.name() + SOCKADDR_ADDRESS, header + 8);
    if (destination < 0) {
      packet.put(header + 24, new byte[ADDRESS_SIZE]);
    } else {
      copy(bytes, destination, header + 24);
    }
    return packet;
  }

  private static void copy(ByteBuffer bytes, int from, int to) {
    bytes.putLong(to, bytes.getLong(from)).putLong(to + 8, bytes.getLong(from + 8));
  }
}
