package io.vipgate.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Accepts TCP connections from the same link, on a {@link Poller}; never blocks. Its descriptor is
 * above those of the connections that it accepted, and these are above all others: when the process
 * dies, the kernel closes first the listener, then its connections, and then the rest.
 */
public final class TcpListener implements Pollable, AutoCloseable {
  private static final int BACKLOG = 16;
  private static final int SO_REUSEADDR = 2;

  // Room in the table of descriptors, from its end.
  private static final int LISTENERS = 64;
  private static final int LISTENERS_AND_CONNECTIONS = 1024 + LISTENERS;

  private final NativeSocket socket;
  private final boolean six;
  private final String name;

  private TcpListener(NativeSocket socket, boolean six, String name) {
    this.socket = socket;
    this.six = six;
    this.name = name;
  }

  /**
   * Listens. Packets that were forwarded (TTL below 255) are dropped by the kernel.
   *
   * @throws NativeException EADDRINUSE, EADDRNOTAVAIL (not on this host any more)
   */
  public static TcpListener open(InetAddress local, int port) throws NativeException {
    boolean six = local instanceof Inet6Address;
    String name = SocketAddress.text(local, port);
    NativeSocket socket = TcpConnection.open(local);
    try {
      // What is left of a predecessor's connections must not keep its successor from listening.
      socket.option("SO_REUSEADDR", NativeSocket.SOL_SOCKET, SO_REUSEADDR, 1);
      TcpConnection.limitToLink(socket, six);
      socket.raise(LISTENERS);
      socket.bind(SocketAddress.of(local, port), name);
      int result = LibC.listen(socket.fd(), BACKLOG);
      if (result < 0) {
        throw NativeException.of("listen(" + name + ")", -result, TcpConnection.CAPABILITY);
      }
      return new TcpListener(socket, six, name);
    } catch (NativeException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  /**
   * The next connection that waits; empty if none does.
   *
   * @throws NativeException EMFILE, ENFILE: it goes on waiting, and the listener stays readable
   */
  public Optional<TcpConnection> accept() throws NativeException {
    int fd = LibC.accept4(socket.fd(), NativeSocket.SOCK_NONBLOCK | NativeSocket.SOCK_CLOEXEC);
    if (fd >= 0) {
      int raised = Descriptors.raise(fd, LISTENERS_AND_CONNECTIONS);
      return Optional.of(TcpConnection.accepted(raised, six));
    }
    // One that was reset before it was accepted is none.
    if (fd == -Errno.EAGAIN.number
        || fd == -Errno.EINTR.number
        || fd == -Errno.ECONNABORTED.number) {
      return Optional.empty();
    }
    throw NativeException.of("accept4(" + name + ")", -fd, TcpConnection.CAPABILITY);
  }

  @Override
  public void close() {
    socket.close();
  }
}
