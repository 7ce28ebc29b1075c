package io.vipgate.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends and receives VRRP over IPv4 on one interface: a raw(7) socket of IP protocol 112, bound to
 * the interface, member of 224.0.0.18. When the interface was deleted and made anew, open a new
 * channel.
 */
public final class RawVrrpChannel implements Pollable, AutoCloseable {
  private static final int AF_INET = 2;
  private static final int IPPROTO_VRRP = 112;
  private static final byte[] GROUP = {(byte) 224, 0, 0, 18};
  private static final int TTL = 255; // RFC 3768, section 5.2.3
  private static final int TOS_INTERNETWORK_CONTROL = 0xc0;
  private static final int TC_PRIO_CONTROL = 7;

  /** A second of five peers at 10 ms; net.core.rmem_max may allow less. */
  private static final int RECEIVE_BUFFER = 1024 * 1024;

  /** More than any VRRP advertisement; what is longer is cut, and refused by its reader. */
  private static final int PACKET_SIZE = 2048;

  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_MULTICAST_IF = 32;
  private static final int IP_MULTICAST_TTL = 33;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;

  private static final String CAPABILITY = "CAP_NET_RAW";

  private final NativeSocket socket;
  private final String name;
  private final Inet4Address source;
  private final NativeMemory received = NativeMemory.allocate(PACKET_SIZE);
  private final NativeMemory sent = NativeMemory.allocate(PACKET_SIZE);
  private final NativeMemory group = NativeMemory.allocate(16);

  private RawVrrpChannel(NativeSocket socket, String name, Inet4Address source) {
    this.socket = socket;
    this.name = name;
    this.source = source;
    group.clear().putShort((short) AF_INET).putShort((short) 0).put(GROUP).putLong(0);
  }

  /**
   * Opens the channel.
   *
   * @param source the source address of what is sent; an address of this host
   * @throws NativeException EPERM (CAP_NET_RAW), ENODEV (the interface is gone)
   */
  public static RawVrrpChannel open(NetworkInterface networkInterface, Inet4Address source)
      throws NativeException {
    NativeSocket socket =
        NativeSocket.open(
            "socket(AF_INET, SOCK_RAW, 112)",
            AF_INET,
            NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
            IPPROTO_VRRP,
            CAPABILITY,
            opened -> configure(opened, networkInterface, source));
    RawVrrpChannel channel = new RawVrrpChannel(socket, networkInterface.name(), source);
    channel.discardEarlyPackets();
    return channel;
  }

  private static void configure(NativeSocket socket, NetworkInterface nic, Inet4Address source)
      throws NativeException {
    byte[] name = (nic.name() + "\0").getBytes(StandardCharsets.UTF_8);
    socket.option("SO_BINDTODEVICE", NativeSocket.SOL_SOCKET, SO_BINDTODEVICE, name, nic.name());
    socket.option("SO_RCVBUF", NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, RECEIVE_BUFFER);
    // Only the group of this interface, not also those that other programs joined.
    socket.option("IP_MULTICAST_ALL", IPPROTO_IP, IP_MULTICAST_ALL, 0);
    String on = " on " + nic.name();
    socket.option(
        "IP_ADD_MEMBERSHIP",
        IPPROTO_IP,
        IP_ADD_MEMBERSHIP,
        ipMreqn(GROUP, new byte[4], nic.index()),
        "224.0.0.18" + on);
    // With the address, since the kernel's own choice can be the VIP. Not by bind(2): a raw socket
    // that is bound to an address receives no multicast.
    socket.option(
        "IP_MULTICAST_IF",
        IPPROTO_IP,
        IP_MULTICAST_IF,
        ipMreqn(new byte[4], source.getAddress(), nic.index()),
        source.getHostAddress() + on);
    socket.option("IP_MULTICAST_TTL", IPPROTO_IP, IP_MULTICAST_TTL, TTL);
    socket.option("IP_MULTICAST_LOOP", IPPROTO_IP, IP_MULTICAST_LOOP, 0);
    socket.option("IP_TOS", IPPROTO_IP, IP_TOS, TOS_INTERNETWORK_CONTROL);
    // After IP_TOS, which sets a priority of its own.
    socket.option("SO_PRIORITY", NativeSocket.SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
  }

  /** struct ip_mreqn (ip(7)): group, local address, interface index. */
  private static byte[] ipMreqn(byte[] group, byte[] address, int index) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.nativeOrder())
        .put(group)
        .put(address)
        .putInt(index)
        .array();
  }

  // Between socket(2) and SO_BINDTODEVICE the socket hears every interface.
  private void discardEarlyPackets() {
    while (socket.receive(received) >= 0) {
      received.clear();
    }
  }

  /** Where advertisements go: 224.0.0.18 (RFC 3768 §5.2.2). */
  public static Inet4Address group() {
    try {
      return (Inet4Address) InetAddress.getByAddress(GROUP);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Receives one IP packet, header included, into {@code packet} from its position on, and advances
   * the position. A packet larger than what remains is cut.
   *
   * @return false if none is waiting
   */
  public boolean receive(ByteBuffer packet) throws NativeException {
    int size = socket.receive(received);
    if (size == -Errno.EAGAIN.number) {
      return false;
    }
    if (size < 0) {
      throw NativeException.of("recv(VRRP on " + name + ")", -size, CAPABILITY);
    }
    ByteBuffer bytes = received.bytes();
    bytes.limit(Math.min(bytes.limit(), packet.remaining()));
    packet.put(bytes);
    return true;
  }

  /**
   * Sends the remaining bytes as the payload of one packet to 224.0.0.18 with TTL 255.
   *
   * @throws NativeException ENETDOWN or ENETUNREACH (interface down), EINVAL (the source address
   *     left this host), EAGAIN or ENOBUFS (the queue of the interface is full)
   */
  public void send(ByteBuffer payload) throws NativeException {
    sent.clear().put(payload);
    int result = socket.send(sent, group);
    if (result >= 0) {
      return;
    }
    String from = source.getHostAddress();
    String call = "sendto(224.0.0.18 on " + name + " from " + from + ")";
    // Which of the two says that there is no such source address depends on the kernel's version.
    if (result == -Errno.EINVAL.number || result == -Errno.ENETUNREACH.number) {
      throw new NativeException(call, -result, name + " up, and " + from + " on this host");
    }
    throw NativeException.of(call, -result, CAPABILITY);
  }

  @Override
  public void close() {
    socket.close();
  }
}
