package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * How a frontend's sockets listen, see listen(2) and socket(7). Both can change while they do.
 *
 * @param backlog how many clients may wait in each to be accepted, above 0; the kernel caps it at
 *     {@code net.core.somaxconn}
 * @param reusePort whether another process of the same user may listen on the very same address and
 *     port (SO_REUSEPORT), if it wants to as well. The kernel gives each of them a share of the new
 *     clients, and whoever waits in the one that closes is reset
 */
public record ListenOptions(int backlog, boolean reusePort) {
  public static final ListenOptions DEFAULT = new ListenOptions(4096, false);

  public ListenOptions {
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog: value: " + backlog + " (expected: above 0)");
    }
  }

  public ListenOptions withBacklog(int other) {
    return new ListenOptions(other, reusePort);
  }

  public ListenOptions withReusePort(boolean other) {
    return new ListenOptions(backlog, other);
  }

  /** Before bind(2), which asks for it, and later for those who bind then. */
  void applyToAddress(Socket socket) throws IOException {
    socket.setReusePort(reusePort);
  }

  /** Begins to listen, or goes on with another backlog. */
  void listen(Socket socket) throws IOException {
    socket.listen(backlog);
  }
}
