package io.vipgate.app.upgrade;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.vipgate.lb.proxy.ListeningSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The process whose place this one takes; it started this one, see {@link Successor}. */
public final class Predecessor implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HandOver handOver;
  private final int sockets;

  private Predecessor(HandOver handOver, int sockets) {
    this.handOver = handOver;
    this.sockets = sockets;
  }

  /**
   * Connects to it; empty if there is none.
   *
   * @param environment as the predecessor has made it
   * @throws IOException if it is not there any more
   */
  public static Optional<Predecessor> of(Map<String, String> environment) throws IOException {
    String path = environment.get(HandOver.PATH);
    String count = environment.getOrDefault(HandOver.SOCKETS, "");
    if (path == null || !count.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    Epoll.ensureAvailability();
    Socket socket = Socket.newSocketDomain();
    socket.connect(new DomainSocketAddress(path));
    // Its end is noticed by reading: the old process is this one's parent, and nothing else.
    return Optional.of(new Predecessor(new HandOver(socket, () -> true), Integer.parseInt(count)));
  }

  /** Its listening sockets, to go on with. */
  public ListeningSockets sockets() throws IOException {
    ListeningSockets received = ListeningSockets.none();
    for (int i = 0; i < sockets; i++) {
      var unused = received.add(handOver.receive(LIMIT));
    }
    return received;
  }

  /** All that may fail is done: returns when it has let go of everything else. */
  public void relieve() throws IOException {
    handOver.say(HandOver.READY);
    handOver.hear(HandOver.YOURS, LIMIT);
  }

  @Override
  public void close() {
    handOver.close();
  }
}
