package io.vipgate.linux;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * Sends ICMP or ICMPv6 echo requests and receives their replies: by a ping socket (icmp(7), no
 * privilege) where {@code net.ipv4.ping_group_range} allows it, else by a raw one (CAP_NET_RAW).
 * One thread may send while another one receives.
 */
public final class EchoSocket implements Pollable, AutoCloseable {
  private static final String CAPABILITY =
      "CAP_NET_RAW, or a group within net.ipv4.ping_group_range";
  private static final int SOCK_DGRAM = 2;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int PACKET_SIZE = 512;

  private final NativeSocket socket;
  private final IcmpEchoCodec codec;
  private final NativeMemory sent = NativeMemory.allocate(IcmpEchoCodec.SIZE);
  private final NativeMemory received = NativeMemory.allocate(PACKET_SIZE);

  private EchoSocket(NativeSocket socket, IpFamily family) {
    this.socket = socket;
    this.codec = new IcmpEchoCodec(family, new SecureRandom().nextLong());
  }

  /**
   * Opens one.
   *
   * @throws NativeException EPERM if neither kind of socket is allowed
   */
  public static EchoSocket open(IpFamily family) throws NativeException {
    try {
      return open(family, SOCK_DGRAM);
    } catch (NativeException notAllowed) {
      return open(family, NativeSocket.SOCK_RAW);
    }
  }

  static EchoSocket open(IpFamily family, int type) throws NativeException {
    int protocol = family == IpFamily.IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    NativeSocket socket =
        NativeSocket.open(
            "socket(" + family.label() + ", ICMP)",
            family.number,
            type | NativeSocket.SOCK_NONBLOCK,
            protocol,
            CAPABILITY,
            opened -> {});
    return new EchoSocket(socket, family);
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Sends one request.
   *
   * @param token comes back with the reply
   * @throws NativeException ENETUNREACH, EHOSTUNREACH (no way there), EPERM (a local firewall),
   *     ENOBUFS or EAGAIN (the queue of the interface is full)
   */
  public synchronized void send(InetAddress target, long token) throws NativeException {
    codec.encode(sent.clear(), token);
    int result = socket.send(sent, SocketAddress.of(target, 0));
    if (result < 0) {
      throw NativeException.of(
          "sendto(ICMP echo to " + target.getHostAddress() + ")", -result, CAPABILITY);
    }
  }

  /**
   * Takes the next reply to one of our requests; skips what else is there.
   *
   * @return its token, or empty if none is waiting
   */
  public OptionalLong receive() throws NativeException {
    while (true) {
      int size = socket.receive(received);
      if (size == -Errno.EAGAIN.number) {
        return OptionalLong.empty();
      }
      if (size < 0) {
        throw NativeException.of("recv(ICMP)", -size, CAPABILITY);
      }
      OptionalLong token = codec.decode(received.bytes());
      if (token.isPresent()) {
        return token;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
