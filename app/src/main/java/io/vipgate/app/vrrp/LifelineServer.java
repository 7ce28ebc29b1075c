package io.vipgate.app.vrrp;

import io.vipgate.linux.NativeException;
import io.vipgate.linux.Poller;
import io.vipgate.linux.TcpConnection;
import io.vipgate.linux.TcpListener;
import io.vipgate.vrrp.lifeline.Greeting;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What peers watch this process by: greets whoever connects, and then keeps the connection idle
 * until one of the two dies. For the control thread only.
 */
final class LifelineServer implements AutoCloseable {
  /** More than a group has routers. Beyond it the oldest goes. */
  private static final int MAX_CONNECTIONS = 16;

  /** How long not to ask for connections after there was no descriptor for one. */
  private static final long PAUSE_NS = 1_000_000_000L;

  private final Poller poller;
  private final TcpListener listener;
  private final Greeting greeting;
  private final LongSupplier clock;
  private final Deque<TcpConnection> connections = new ArrayDeque<>();
  private final ByteBuffer unasked = ByteBuffer.allocate(1);
  private long resumeAtNs = Long.MAX_VALUE;

  private LifelineServer(
      Poller poller, TcpListener listener, Greeting greeting, LongSupplier clock) {
    this.poller = poller;
    this.listener = listener;
    this.greeting = greeting;
    this.clock = clock;
  }

  static LifelineServer open(
      Poller poller, InetAddress local, int port, Greeting greeting, LongSupplier clock)
      throws NativeException {
    LifelineServer server =
        new LifelineServer(poller, TcpListener.open(local, port), greeting, clock);
    poller.add(server.listener, server::accept);
    return server;
  }

  private void accept() {
    try {
      Optional<TcpConnection> accepted = listener.accept();
      while (accepted.isPresent()) {
        greet(accepted.get());
        accepted = listener.accept();
      }
    } catch (NativeException e) {
      // No descriptor is left. The kernel goes on to accept, so that nobody takes us for dead.
      poller.remove(listener);
      resumeAtNs = clock.getAsLong() + PAUSE_NS;
    }
  }

  private void greet(TcpConnection connection) {
    ByteBuffer bytes = ByteBuffer.allocate(Greeting.SIZE);
    greeting.encode(bytes);
    if (!connection.send(bytes.flip())) {
      connection.reset();
      return;
    }
    if (connections.size() == MAX_CONNECTIONS) {
      part(connections.remove());
    }
    connections.add(connection);
    poller.add(connection, () -> onReadable(connection));
  }

  /**
   * Peers say nothing: whatever comes, it is over. Unread bytes would turn our end into a reset.
   */
  private void onReadable(TcpConnection connection) {
    unasked.clear();
    switch (connection.receive(unasked)) {
      case NOTHING -> {}
      case DATA, ENDED, REFUSED, FAILED -> {
        connections.remove(connection);
        poller.remove(connection);
        connection.reset();
      }
    }
  }

  long nextDeadlineNs() {
    return resumeAtNs;
  }

  void onDeadline(long nowNs) {
    if (nowNs >= resumeAtNs) {
      resumeAtNs = Long.MAX_VALUE;
      poller.add(listener, this::accept);
    }
  }

  private void part(TcpConnection connection) {
    poller.remove(connection);
    ByteBuffer goodbye = ByteBuffer.allocate(Greeting.GOODBYE_SIZE);
    Greeting.encodeGoodbye(goodbye);
    if (connection.send(goodbye.flip())) {
      connection.close();
    } else {
      connection.reset();
    }
  }

  /**
   * Ends all connections in good order: this process lives on. To peers of a router that has
   * resigned it means that the addresses are free; of others it means nothing, and they come back
   * with the next advertisement.
   */
  void sayGoodbye() {
    connections.forEach(this::part);
    connections.clear();
  }

  @Override
  public void close() {
    poller.remove(listener);
    sayGoodbye();
    listener.close();
  }
}
