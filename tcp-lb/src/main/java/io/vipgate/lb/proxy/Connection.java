package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One client from its accept to its end: finds it a server, retries on others while that is safe,
 * and hands the pair to a {@link Relay}.
 *
 * <pre>
 *            connect failed, next server
 *               +--------+
 *               v        |
 *  accepted -> CONNECTING -> RELAYING -> CLOSED
 *               |   ^            |         ^
 *               |   +------------+         |
 *               |     lost unanswered      |
 *               +--------------------------+
 *                 no server left, or client gone
 * </pre>
 */
final class Connection implements Flow, Leg.Owner, Relay.Owner {
  private final ProxyLoop proxy;
  private final InetAddress clientAddress;
  private final InetAddress listening;
  private final long arrivedNs = System.nanoTime();
  private final Leg client;
  private final Attempts attempts;
  private final FirstFlight flight;
  private final FrontendConfig config;
  private final ConnectDeadlines deadlines;

  private Attempts.@Nullable Choice choice;
  private @Nullable Leg server;
  private @Nullable Relay relay;
  private long attemptStartedNs;
  private boolean serverKeptAlive;
  private boolean clientReadable;
  private boolean closed;

  Connection(ProxyLoop proxy, Socket socket, InetAddress clientAddress, InetAddress listening) {
    this.proxy = proxy;
    this.clientAddress = clientAddress;
    this.listening = listening;
    this.client = new Leg(socket, this);
    this.config = proxy.config();
    this.deadlines = proxy.deadlines();
    this.attempts = new Attempts(config.retries(), this);
    this.flight = new FirstFlight(proxy.flightBudget());
  }

  /** Begins, just accepted. */
  void start() throws IOException {
    client.watchInput(proxy.loop());
    tryNextServer();
  }

  long attemptStartedNs() {
    return attemptStartedNs;
  }

  /** Whether the client connected to this address of ours. */
  boolean isOn(InetAddress local) {
    return local().equals(local);
  }

  /**
   * Whether this is the server that it has, or is connecting to. One that had the same name at
   * another address, before a reload, is another one.
   */
  boolean isWith(Server server) {
    return choice != null
        && choice.server().name().equals(server.name())
        && choice.server().address().equals(server.address());
  }

  /** Ends both legs with a reset, by order. */
  void reset() {
    if (relay != null) {
      broken();
      return;
    }
    proxy.tally().resets.increment();
    close(true);
  }

  /**
   * The server is dead, says someone who knows: moves on where that is safe.
   *
   * @return whether it had to be reset instead
   */
  boolean giveUpServer() {
    if (relay == null) {
      connectFailed(ConnectFailure.GIVEN_UP);
      return false;
    }
    if (!serverLost(ConnectFailure.GIVEN_UP)) {
      broken();
      return true;
    }
    return false;
  }

  /**
   * Gives the server's leg its keepalive options if it has lasted long enough.
   *
   * @return false if it is too young yet
   */
  boolean keepServerAlive(long nowNs) {
    if (serverKeptAlive || relay == null || server == null) {
      return true;
    }
    if (nowNs - attemptStartedNs < ServerKeepalive.AFTER_NS) {
      return false;
    }
    serverKeptAlive = true;
    try {
      config.tcp().applyOnceItLasts(server.socket());
    } catch (IOException alreadyGone) {
      // The server reset it, and the event that says so is on its way.
    }
    return true;
  }

  void connectTimedOut() {
    connectFailed(ConnectFailure.TIMEOUT);
  }

  // Flow

  @Override
  public InetAddress client() {
    return clientAddress;
  }

  @Override
  public InetAddress local() {
    if (!listening.isAnyLocalAddress()) {
      return listening;
    }
    InetSocketAddress own = client.socket().localAddress();
    return own == null ? listening : own.getAddress();
  }

  @Override
  public long arrivedNs() {
    return arrivedNs;
  }

  // Leg.Owner

  @Override
  public void ready(Leg leg, int events) {
    if (relay != null) {
      relay.ready(leg, events);
    } else if (leg == client) {
      clientReadyWhileConnecting(events);
    } else {
      serverReadyWhileConnecting(leg, events);
    }
  }

  @Override
  public void crashed(Throwable defect) {
    if (!closed) {
      reset();
    }
    proxy.unexpected("a connection is reset", defect);
  }

  @Override
  public void evicted() {
    if (!closed) {
      reset();
    }
  }

  // Relay.Owner

  @Override
  public void answered() {
    flight.forfeit();
  }

  @Override
  public boolean serverLost(ConnectFailure how) {
    if (relay == null || relay.clientHasEnded() || !flight.isReplayable() || isLate()) {
      return false;
    }
    noteFailure(how);
    Attempts.Choice next = attempts.nextForReplay(proxy.snapshot(), proxy.balancers());
    if (next == null) {
      return false;
    }
    (flight.isEmpty() ? proxy.tally().retries : proxy.tally().replays).increment();
    endRelay();
    dropServer();
    connectTo(next);
    return true;
  }

  private boolean isLate() {
    return System.nanoTime() - attemptStartedNs > config.connectTimeoutNs();
  }

  @Override
  public void finished() {
    close(false);
  }

  @Override
  public void broken() {
    serverTally().resets.increment();
    proxy.tally().resets.increment();
    close(true);
  }

  // Finding a server

  private void tryNextServer() {
    Attempts.Choice next = attempts.next(proxy.snapshot(), proxy.balancers());
    if (next == null) {
      refuse();
      return;
    }
    connectTo(next);
  }

  private void refuse() {
    boolean empty = proxy.snapshot().states().isEmpty();
    proxy.tally().refusals.increment(empty ? Refusal.NO_SERVER : Refusal.ALL_ATTEMPTS_FAILED);
    close(true);
  }

  private void connectTo(Attempts.Choice next) {
    choice = next;
    serverTally().engaged.increment();
    proxy.chose(next);
    dial();
  }

  /**
   * Connects to the server that was chosen; again from here if it took a descriptor to be freed.
   */
  private void dial() {
    if (closed || choice == null || server != null) {
      return;
    }
    attemptStartedNs = System.nanoTime();
    try {
      server = proxy.connector().connect(choice.server().address(), this);
      deadlines.add(this);
    } catch (IOException failure) {
      int errno = Errno.of(failure);
      if (Errno.isOutOfDescriptors(errno)) {
        proxy.descriptors().shut(this::dial, failure);
      } else {
        // Not from within: a pool of servers that fail at once would nest as deep as it is large.
        ConnectFailure reason = ConnectFailure.ofErrno(errno);
        proxy.loop().execute(() -> failedAtOnce(reason));
      }
    }
  }

  private void failedAtOnce(ConnectFailure reason) {
    if (!closed && server == null) {
      connectFailed(reason);
    }
  }

  private void clientReadyWhileConnecting(int events) {
    clientReadable = true;
    if ((events & (Leg.RDHUP | Leg.HUP | Leg.ERR)) != 0) {
      client.hangUp();
    }
    if ((events & Leg.ERR) != 0) {
      proxy.tally().abandoned.increment();
      close(true);
    }
  }

  private void serverReadyWhileConnecting(Leg leg, int events) {
    if ((events & (Leg.ERR | Leg.HUP)) != 0) {
      connectFailed(ConnectFailure.ofErrno(errorOf(leg)));
      return;
    }
    if ((events & Leg.OUT) != 0) {
      connected(leg, events);
    }
  }

  private static int errorOf(Leg leg) {
    try {
      return leg.socket().getSoError();
    } catch (IOException e) {
      return Errno.UNKNOWN;
    }
  }

  private void connectFailed(ConnectFailure reason) {
    noteFailure(reason);
    dropServer();
    Attempts.Choice next = attempts.next(proxy.snapshot(), proxy.balancers());
    if (next == null) {
      refuse();
      return;
    }
    proxy.tally().retries.increment();
    connectTo(next);
  }

  private void noteFailure(ConnectFailure how) {
    serverTally().connectFailures.increment(how);
    if (choice != null) {
      proxy.observer().connectFailed(choice.server().name(), how);
    }
  }

  private void connected(Leg leg, int events) {
    deadlines.remove(this);
    serverKeptAlive = false;
    proxy.keepalive().connected();
    ServerTally tally = serverTally();
    tally.connections.increment();
    tally.connectionsTotal.increment();
    Relay pair = new Relay(proxy.loop(), proxy.buffer(), client, leg, flight, tally, this);
    relay = pair;
    // The server first: one that is gone already has had nothing from this client, and need not.
    pair.ready(leg, events);
    if (relay != pair) {
      return;
    }
    if (!flight.isEmpty()) {
      pair.replay(flight.bytes());
    } else if (clientReadable) {
      pair.ready(client, Leg.IN);
    }
  }

  private ServerTally serverTally() {
    return proxy.tally().server(choice == null ? "" : choice.server().name());
  }

  // Ending

  private void endRelay() {
    if (relay != null) {
      relay.end();
      relay = null;
      serverTally().connections.add(-1);
    }
  }

  private void dropServer() {
    leaveServer();
    deadlines.remove(this);
    if (server != null) {
      server.resetOnClose();
      proxy.graveyard().bury(server);
      server = null;
    }
  }

  /** From here on it is nobody's, in the balancer's eyes. */
  private void leaveServer() {
    if (choice != null) {
      serverTally().engaged.add(-1);
      choice = null;
    }
  }

  private void close(boolean withReset) {
    closed = true;
    flight.forfeit();
    endRelay();
    leaveServer();
    deadlines.remove(this);
    if (server != null) {
      if (withReset) {
        server.resetOnClose();
      }
      proxy.graveyard().bury(server);
    }
    if (withReset) {
      client.resetOnClose();
    }
    proxy.graveyard().bury(client);
    proxy.ended(this);
  }
}
