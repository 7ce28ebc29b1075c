package io.vipgate.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Sends and receives VRRP over IPv4 or IPv6 on one interface: a raw(7) socket of IP protocol 112,
 * bound to the interface, member of 224.0.0.18 or ff02::12. It hears what is sent to the group and
 * what is sent to this host alone. When the interface was deleted and made anew, open a new
 * channel.
 */
public final class RawVrrpChannel implements Pollable, AutoCloseable {
  private static final int IPPROTO_VRRP = 112;
  private static final int TC_PRIO_CONTROL = 7;

  /** A second of five peers at 10 ms; net.core.rmem_max may allow less. */
  private static final int RECEIVE_BUFFER = 1024 * 1024;

  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;

  private static final String CAPABILITY = "CAP_NET_RAW";

  private final NativeSocket socket;
  private final VrrpSockets sockets;
  private final NetworkInterface nic;
  private final SocketMessage received = SocketMessage.allocate(VrrpPacket.SIZE_MAX);

  private RawVrrpChannel(NativeSocket socket, VrrpSockets sockets, NetworkInterface nic) {
    this.socket = socket;
    this.sockets = sockets;
    this.nic = nic;
  }

  /**
   * Opens the channel.
   *
   * @throws NativeException EPERM (CAP_NET_RAW), ENODEV (the interface is gone)
   */
  public static RawVrrpChannel open(NetworkInterface networkInterface, IpFamily family)
      throws NativeException {
    VrrpSockets sockets = VrrpSockets.of(family);
    NativeSocket socket =
        NativeSocket.open(
            "socket(" + sockets.domain() + ", SOCK_RAW, 112)",
            family.number,
            NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
            IPPROTO_VRRP,
            CAPABILITY,
            opened -> configure(opened, sockets, networkInterface));
    RawVrrpChannel channel = new RawVrrpChannel(socket, sockets, networkInterface);
    channel.discardEarlyPackets();
    return channel;
  }

  private static void configure(NativeSocket socket, VrrpSockets sockets, NetworkInterface nic)
      throws NativeException {
    byte[] name = (nic.name() + "\0").getBytes(StandardCharsets.UTF_8);
    socket.option("SO_BINDTODEVICE", NativeSocket.SOL_SOCKET, SO_BINDTODEVICE, name, nic.name());
    socket.option("SO_RCVBUF", NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, RECEIVE_BUFFER);
    sockets.configure(socket, nic);
    // After IP_TOS, which sets a priority of its own.
    socket.option("SO_PRIORITY", NativeSocket.SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
  }

  // Between socket(2) and SO_BINDTODEVICE the socket hears every interface.
  private void discardEarlyPackets() {
    int size;
    do {
      size = socket.receive(received);
    } while (size >= 0);
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Receives one IP packet, header included, into {@code packet} from its position on, and advances
   * the position. A packet larger than what remains, or than any advertisement can be, is cut, and
   * so refused.
   *
   * @return false if none is waiting
   */
  public boolean receive(ByteBuffer packet) throws NativeException {
    int size = socket.receive(received);
    if (size == -Errno.EAGAIN.number) {
      return false;
    }
    if (size < 0) {
      throw NativeException.of("recvmsg(VRRP on " + nic.name() + ")", -size, CAPABILITY);
    }
    ByteBuffer bytes = sockets.packet(received, size);
    bytes.limit(bytes.position() + Math.min(bytes.remaining(), packet.remaining()));
    packet.put(bytes);
    return true;
  }

  /**
   * A packet with TTL or hop limit 255 and no payload yet.
   *
   * @param source an address of this host, of the channel's family, as is
   * @param destination the {@link IpFamily#group} or a peer
   */
  public VrrpPacket packet(InetAddress source, InetAddress destination) {
    return new VrrpPacket(sockets, nic.index(), source, destination);
  }

  /**
   * Sends a packet of this channel.
   *
   * @throws NativeException ENETDOWN or ENETUNREACH (interface down, no route to the peer), EINVAL
   *     (the source address left this host), EAGAIN or ENOBUFS (the queue of the interface is full)
   */
  public void send(VrrpPacket packet) throws NativeException {
    int result = socket.send(packet.message());
    if (result < 0) {
      throw failure(
          -result, packet.source().getHostAddress(), packet.destination().getHostAddress());
    }
  }

  private NativeException failure(int errno, String from, String to) {
    String call = "sendmsg(" + to + " on " + nic.name() + " from " + from + ")";
    // Which of the two says that there is no such source address depends on the kernel's version.
    if (errno == Errno.EINVAL.number || errno == Errno.ENETUNREACH.number) {
      return new NativeException(call, errno, nic.name() + " up, and " + from + " on this host");
    }
    return NativeException.of(call, errno, CAPABILITY);
  }

  @Override
  public void close() {
    socket.close();
  }
}
