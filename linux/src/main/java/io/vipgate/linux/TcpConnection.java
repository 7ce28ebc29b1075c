package io.vipgate.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A TCP connection on a {@link Poller}, which never blocks; for few and small messages. Its packets
 * leave with the highest TTL, so that the other side can tell that they come from the same link
 * (RFC 5082).
 */
public final class TcpConnection implements Pollable, AutoCloseable {
  /** What {@link #receive} met. */
  public enum Input {
    /** Bytes came. */
    DATA,
    /** Nothing yet: still connecting, or idle. */
    NOTHING,
    /** The other side ended its direction in good order (FIN). */
    ENDED,
    /** The connection was refused: nobody listens there. */
    REFUSED,
    /** Reset, timed out, unreachable, or failed in another way. */
    FAILED
  }

  private static final int SOCK_STREAM = 1;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int BUFFER = 256;

  private static final int SO_KEEPALIVE = 9;
  private static final int SO_LINGER = 13;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IP_MINTTL = 21;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_MINHOPCOUNT = 73;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_KEEPCNT = 6;
  private static final int MAX_TTL = 255;

  private static final int KEEPALIVE_IDLE_S = 5;
  private static final int KEEPALIVE_INTERVAL_S = 1;
  private static final int KEEPALIVE_PROBES = 3;

  static final String CAPABILITY = "no capability";

  private final NativeSocket socket;
  private final boolean six;
  private final NativeMemory received = NativeMemory.allocate(BUFFER);
  private final NativeMemory sent = NativeMemory.allocate(BUFFER);
  private int connectError;

  private TcpConnection(NativeSocket socket, boolean six) {
    this.socket = socket;
    this.six = six;
  }

  /**
   * Begins to connect. Whether that succeeds is known when {@link #receive} says more than NOTHING:
   * register it, and wait for the other side's first words.
   *
   * @param local the address to connect from
   * @throws NativeException EMFILE or the like, on this side
   */
  public static TcpConnection connect(InetAddress local, InetAddress remote, int port)
      throws NativeException {
    NativeSocket socket = open(local);
    TcpConnection connection = new TcpConnection(socket, local instanceof Inet6Address);
    try {
      connection.prepare();
      socket.bind(SocketAddress.of(local, 0), SocketAddress.text(local, 0));
    } catch (NativeException | RuntimeException e) {
      connection.close();
      throw e;
    }
    NativeMemory address = SocketAddress.of(remote, port);
    int result = LibC.connect(socket.fd(), address, address.bytes().position());
    if (result < 0 && result != -Errno.EINPROGRESS.number) {
      connection.connectError = result;
    }
    return connection;
  }

  /** An unconnected socket of the address' family. */
  static NativeSocket open(InetAddress local) throws NativeException {
    return NativeSocket.open(
        "socket(SOCK_STREAM)",
        SocketAddress.family(local),
        SOCK_STREAM | NativeSocket.SOCK_NONBLOCK,
        0,
        CAPABILITY,
        opened -> {});
  }

  /** An accepted connection. */
  static TcpConnection accepted(int fd, boolean six) throws NativeException {
    TcpConnection connection = new TcpConnection(NativeSocket.adopt(fd, CAPABILITY), six);
    try {
      connection.prepare();
      return connection;
    } catch (NativeException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  // Keepalives find out that the other host was rebooted meanwhile, and knows nothing of this.
  private void prepare() throws NativeException {
    socket.option("SO_KEEPALIVE", NativeSocket.SOL_SOCKET, SO_KEEPALIVE, 1);
    socket.option("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_S);
    socket.option("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_S);
    socket.option("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_PROBES);
    if (six) {
      socket.option("IPV6_UNICAST_HOPS", IPPROTO_IPV6, IPV6_UNICAST_HOPS, MAX_TTL);
    } else {
      socket.option("IP_TTL", IPPROTO_IP, IP_TTL, MAX_TTL);
    }
  }

  /**
   * From now on only packets from the same link are believed. Not before the connection is made:
   * the reset that refuses one bears the ordinary TTL.
   */
  public void limitToLink() throws NativeException {
    limitToLink(socket, six);
  }

  static void limitToLink(NativeSocket socket, boolean six) throws NativeException {
    if (six) {
      socket.option("IPV6_MINHOPCOUNT", IPPROTO_IPV6, IPV6_MINHOPCOUNT, MAX_TTL);
    } else {
      socket.option("IP_MINTTL", IPPROTO_IP, IP_MINTTL, MAX_TTL);
    }
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * Receives what is there into {@code into} from its position on, at most what remains.
   *
   * @param into at least one byte remaining
   */
  public Input receive(ByteBuffer into) {
    if (connectError != 0) {
      return failure(connectError);
    }
    int size;
    do {
      int room = Math.min(into.remaining(), BUFFER);
      size = LibC.recv(socket.fd(), received, room, 0);
    } while (size == -Errno.EINTR.number);
    if (size <= 0) {
      return size == 0 ? Input.ENDED : failure(size);
    }
    into.put(received.clear().limit(size));
    return Input.DATA;
  }

  private static Input failure(int result) {
    if (result == -Errno.EAGAIN.number) {
      return Input.NOTHING;
    }
    return result == -Errno.ECONNREFUSED.number ? Input.REFUSED : Input.FAILED;
  }

  /**
   * Sends the remaining bytes, at most 256.
   *
   * @return whether the kernel took all of them
   */
  public boolean send(ByteBuffer bytes) {
    int size = bytes.remaining();
    sent.clear().put(bytes);
    int result;
    do {
      result = LibC.send(socket.fd(), sent, size, MSG_NOSIGNAL);
    } while (result == -Errno.EINTR.number);
    return result == size;
  }

  /** Ends the connection by a reset (RST) instead of in good order. */
  public void reset() {
    try {
      byte[] linger =
          ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(1).putInt(0).array();
      socket.option("SO_LINGER", NativeSocket.SOL_SOCKET, SO_LINGER, linger, "on, 0 s");
    } catch (NativeException e) {
      // Of no connection any more: there is nothing to reset.
    }
    close();
  }

  @Override
  public void close() {
    socket.close();
  }
}
