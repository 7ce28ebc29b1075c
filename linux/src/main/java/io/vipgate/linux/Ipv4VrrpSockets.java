package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Raw sockets of IPv4: they deliver packets with the header. */
final class Ipv4VrrpSockets implements VrrpSockets {
  private static final int IPPROTO_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_PKTINFO = 8;
  private static final int IP_MULTICAST_TTL = 33;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;

  @Override
  public String domain() {
    return "AF_INET";
  }

  @Override
  public void configure(NativeSocket socket, NetworkInterface nic) throws NativeException {
    InetAddress group = IpFamily.IPV4.group();
    // Only the group of this interface, not also those that other programs joined.
    socket.option("IP_MULTICAST_ALL", IPPROTO_IP, IP_MULTICAST_ALL, 0);
    socket.option(
        "IP_ADD_MEMBERSHIP",
        IPPROTO_IP,
        IP_ADD_MEMBERSHIP,
        ipMreqn(group, nic.index()),
        group.getHostAddress() + " on " + nic.name());
    socket.option("IP_TTL", IPPROTO_IP, IP_TTL, HOP_LIMIT);
    socket.option("IP_MULTICAST_TTL", IPPROTO_IP, IP_MULTICAST_TTL, HOP_LIMIT);
    socket.option("IP_MULTICAST_LOOP", IPPROTO_IP, IP_MULTICAST_LOOP, 0);
    socket.option("IP_TOS", IPPROTO_IP, IP_TOS, INTERNETWORK_CONTROL);
  }

  /** struct ip_mreqn (ip(7)): group, local address (any), interface index. */
  private static byte[] ipMreqn(InetAddress group, int index) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.nativeOrder())
        .put(group.getAddress())
        .putInt(0)
        .putInt(index)
        .array();
  }

  /**
   * struct sockaddr_in: family, port, address, zeros. struct in_pktinfo: interface index, source,
   * zeros. The source goes with the packet, since the kernel's own choice can be the VIP; not by
   * bind(2), since a raw socket that is bound to an address receives no multicast.
   */
  @Override
  public void route(SocketMessage message, int index, InetAddress source, InetAddress destination) {
    message.to(
        ByteBuffer.allocate(16)
            .order(ByteOrder.nativeOrder())
            .putShort((short) IpFamily.IPV4.number)
            .putShort((short) 0)
            .put(destination.getAddress())
            .array());
    message.with(
        IPPROTO_IP,
        IP_PKTINFO,
        ByteBuffer.allocate(12)
            .order(ByteOrder.nativeOrder())
            .putInt(index)
            .put(source.getAddress())
            .array());
  }

  @Override
  public ByteBuffer packet(SocketMessage message, int size) {
    return message.received(0, size);
  }
}
