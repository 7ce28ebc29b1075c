package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that listen already, for frontends to go on with instead of binding their own: a
 * predecessor's, or another frontend's of this process. Whoever waits in their queues is served and
 * not refused.
 *
 * <p>Belongs to one thread.
 */
public final class ListeningSockets implements AutoCloseable {
  private final Map<InetSocketAddress, Deque<Socket>> byAddress = new LinkedHashMap<>();

  /** None. */
  public static ListeningSockets none() {
    return new ListeningSockets();
  }

  /**
   * Adds a descriptor, which is owned from now on.
   *
   * @return where it listens; null if it is no TCP socket that does, and has been closed therefore
   */
  public @Nullable InetSocketAddress add(int descriptor) {
    Socket socket = new Socket(descriptor);
    InetSocketAddress address = listening(socket) ? socket.localAddress() : null;
    if (address == null) {
      close(socket);
      return null;
    }
    byAddress.computeIfAbsent(address, a -> new ArrayDeque<>(1)).add(socket);
    return address;
  }

  /** Takes one that listens on this very address, and forgets it; null if there is none. */
  @Nullable Socket take(InetSocketAddress address) {
    Deque<Socket> sockets = byAddress.get(address);
    return sockets == null ? null : sockets.poll();
  }

  /** Closes what nobody took: nobody listens there any more. */
  @Override
  public void close() {
    byAddress.values().forEach(sockets -> sockets.forEach(ListeningSockets::close));
    byAddress.clear();
  }

  private static boolean listening(Socket socket) {
    try {
      return socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) != 0;
    } catch (IOException noSocket) {
      return false;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException reported) {
      // close(2) releases the descriptor whatever it reports.
    }
  }

  // asm-generic/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_ACCEPTCONN = 30;
}
