package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Socket;
import io.vipgate.lb.pool.PoolSnapshot;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A frontend's part on one event loop: what all its connections there share.
 *
 * <p>The one on the first loop is the home of all: there they are accepted, led to a server, and
 * counted for every limit and every turn. One on the second loop has what the home handed over.
 */
final class ProxyLoop {
  private static final Logger log = LoggerFactory.getLogger(ProxyLoop.class);

  private final IoEventLoop loop;
  private FrontendConfig config;
  private final ServerPool pool;
  private final ConnectObserver observer;
  private List<Listener> listeners;
  private TierBalancers balancers;
  private final RelayLoops.Lane lane;
  private final ProxyLoop home;
  private final Tally tally = new Tally();
  private final Connector connector;
  private final ServerKeepalive keepalive;
  private final Graveyard graveyard;
  private Waits waits;
  private final WaitingRoom waitingRoom;
  private final IdleWatch idleWatch;
  private final DescriptorGate descriptors;
  private final AcceptGate gate;
  private final Predicate<Server> room = tally::hasRoom;
  private final Connections connections = new Connections();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Handover handover;
  private boolean accepting;
  private boolean closing;
  private boolean failingOpen;

  /** The home. */
  ProxyLoop(
      RelayLoops loops,
      FrontendConfig config,
      ServerPool pool,
      List<Listener> listeners,
      ConnectObserver observer) {
    this(loops, loops.first(), null, config, pool, listeners, observer);
  }

  private ProxyLoop(
      RelayLoops loops,
      RelayLoops.Lane lane,
      @Nullable ProxyLoop home,
      FrontendConfig config,
      ServerPool pool,
      List<Listener> listeners,
      ConnectObserver observer) {
    this.loop = lane.loop();
    this.lane = lane;
    this.home = home == null ? this : home;
    this.handover = new Handover(this, loops);
    this.config = config;
    this.pool = pool;
    this.listeners = listeners;
    this.observer = observer;
    this.balancers = newBalancers(config);
    this.connector = new Connector(loop);
    this.keepalive = new ServerKeepalive(loop, connections);
    this.graveyard = new Graveyard(loop, this::descriptorsClosed);
    this.waits = new Waits(loop, config);
    this.waitingRoom = new WaitingRoom(loop, tally.queued);
    this.idleWatch = new IdleWatch(loop);
    this.descriptors = new DescriptorGate(loop, config.name(), tally.acceptPauses);
    this.gate = new AcceptGate(loop, config.name(), descriptors, tally);
    gate.configure(config.admission());
  }

  IoEventLoop loop() {
    return loop;
  }

  FrontendConfig config() {
    return config;
  }

  PoolSnapshot snapshot() {
    return pool.snapshot();
  }

  TierBalancers balancers() {
    return balancers;
  }

  RelayLoops.Lane lane() {
    return lane;
  }

  ReadBuffer buffer() {
    return lane.buffer();
  }

  FlightBudget flightBudget() {
    return lane.flights();
  }

  Tally tally() {
    return tally;
  }

  Connector connector() {
    return connector;
  }

  ServerKeepalive keepalive() {
    return keepalive;
  }

  Graveyard graveyard() {
    return graveyard;
  }

  Waits waits() {
    return waits;
  }

  WaitingRoom waitingRoom() {
    return waitingRoom;
  }

  IdleWatch idleWatch() {
    return idleWatch;
  }

  AcceptGate gate() {
    return gate;
  }

  /** Whether a server may have one more connection. */
  Predicate<Server> room() {
    return room;
  }

  DescriptorGate descriptors() {
    return descriptors;
  }

  /** That of all connections here; itself on the first loop. */
  ProxyLoop home() {
    return home;
  }

  /** The part on the second loop, if anything was ever handed over to it. */
  @Nullable ProxyLoop second() {
    return handover.second();
  }

  boolean isClosing() {
    return closing;
  }

  /** Another part of the same frontend, on the second loop, with this one as its home. */
  ProxyLoop onSecond(RelayLoops loops) {
    return new ProxyLoop(loops, loops.second(), this, config, pool, List.of(), observer);
  }

  /** Completes when the last descriptor is closed. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  ConnectObserver observer() {
    return observer;
  }

  void start() {
    if (closing) {
      return;
    }
    accepting = true;
    descriptors.rehearse();
    listeners.forEach(this::start);
  }

  private void start(Listener listener) {
    try {
      listener.start(loop, this);
    } catch (IOException | RuntimeException noEpoll) {
      unexpected("a listener accepts nothing", noEpoll);
    }
  }

  private TierBalancers newBalancers(FrontendConfig of) {
    return new TierBalancers(of.balance(), new SplittableRandom(), tally::engaged);
  }

  /**
   * Goes by another configuration from the next client on; the connections that there are keep what
   * they began with.
   *
   * @param next all listeners from now on; those that are not among them close
   */
  void reconfigure(FrontendConfig to, List<Listener> next) {
    if (closing) {
      next.stream().filter(listener -> !listeners.contains(listener)).forEach(Listener::close);
      return;
    }
    FrontendConfig from = config;
    config = to;
    if (to.balance() != from.balance()) {
      balancers = newBalancers(to);
    }
    // What is waited for already ends with the old timers.
    waits = new Waits(loop, to);
    gate.configure(to.admission());
    List<Listener> before = listeners;
    listeners = next;
    before.stream().filter(next::contains).forEach(listener -> update(listener, from));
    if (accepting) {
      next.stream().filter(listener -> !before.contains(listener)).forEach(this::start);
    }
    before.stream().filter(listener -> !next.contains(listener)).forEach(ProxyLoop::retire);
  }

  private void update(Listener listener, FrontendConfig from) {
    if (config.tcp().equals(from.tcp()) && config.listening().equals(from.listening())) {
      return;
    }
    try {
      listener.apply(config);
    } catch (IOException e) {
      unexpected("a listener keeps its old options", e);
    }
  }

  private static void retire(Listener listener) {
    listener.acceptRest();
    listener.close();
  }

  void accepted(Socket socket, InetSocketAddress client, InetSocketAddress listening) {
    Connection connection = new Connection(this, socket, client, listening);
    connections.add(connection);
    tally.clients.increment();
    tally.clientsTotal.increment();
    ConnectionLimit process = config.admission().process();
    if (process != null) {
      process.enter();
    }
    try {
      connection.start();
    } catch (Throwable defect) {
      connection.crashed(defect);
    }
  }

  void ended(Connection connection) {
    connections.remove(connection);
    boolean wasAway = home != this;
    atHome(keeper -> keeper.clientLeft(connection.config(), wasAway));
  }

  private void clientLeft(FrontendConfig by, boolean wasAway) {
    if (wasAway) {
      lane.relief().away(-1);
    }
    tally.clients.add(-1);
    ConnectionLimit process = by.admission().process();
    if (process != null) {
      process.leave();
    }
    gate.roomMade();
  }

  /** So many connections more go to that server, in the balancer's eyes. */
  void engage(Server server, int more) {
    tally.server(server.name()).engaged.add(more);
    balancers.loadChanged(server);
  }

  /** A connection is none of that server's any more. */
  void left(Server server) {
    engage(server, -1);
    waitingRoom.roomMade();
  }

  /**
   * Has the home take note of something: at once, or in its next turn.
   *
   * @return false if it is shut down, and keeps no count any more
   */
  boolean atHome(Consumer<ProxyLoop> note) {
    if (home == this) {
      note.accept(this);
      return true;
    }
    try {
      home.loop.execute(() -> note.accept(home));
      return true;
    } catch (RejectedExecutionException shutDown) {
      return false;
    }
  }

  /** A connection's relay had something to do. */
  void hadTurn(Connection connection) {
    lane.workload().turn();
    handover.consider(connection);
  }

  /** It goes to the second loop, and is still counted here. */
  void leaves(Connection connection) {
    connections.remove(connection);
    lane.relief().away(1);
    tally.handedOver.increment();
  }

  /** It is on its way here, from the home. */
  void awaits(Connection connection) {
    try {
      loop.execute(() -> welcome(connection));
    } catch (RejectedExecutionException shutDown) {
      connection.evicted();
    }
  }

  private void welcome(Connection connection) {
    connections.add(connection);
    keepalive.connected();
    connection.arrive();
  }

  int resetServer(String name) {
    int reset = 0;
    for (Server server : snapshot().states().keySet()) {
      if (server.name().equals(name)) {
        reset += connections.giveUp(server);
      }
    }
    graveyard.closeAll();
    return reset;
  }

  /** As {@link Connections#shed}. */
  int shed(String server) {
    return connections.shed(server);
  }

  int resetLocal(InetAddress local) {
    int reset = connections.reset(local);
    graveyard.closeAll();
    return reset;
  }

  void leaveListeners() {
    listeners.forEach(Listener::close);
    listeners = List.of();
  }

  void close(Remaining remaining) {
    if (!closing) {
      closing = true;
      if (remaining == Remaining.FINISH) {
        listeners.forEach(Listener::acceptRest);
      }
      listeners.forEach(Listener::close);
      gate.stop();
    }
    if (remaining == Remaining.RESET) {
      connections.resetAll();
    }
    graveyard.closeAll();
  }

  /** Takes note of where a connection goes. */
  void chose(Attempts.Choice choice) {
    if (choice.failOpen()) {
      tally.failOpens.increment();
    }
    boolean nobodyUsable = snapshot().isNobodyUsable();
    if (nobodyUsable == failingOpen) {
      return;
    }
    failingOpen = nobodyUsable;
    if (nobodyUsable) {
      log.warn("{}: no server is in rotation: trying those that are out of it", config.name());
    } else {
      log.info("{}: servers are in rotation again", config.name());
    }
  }

  void unexpected(String consequence, Throwable cause) {
    log.error("{}: {}", config.name(), consequence, cause);
  }

  private void descriptorsClosed() {
    atHome(keeper -> keeper.descriptors.open());
    if (closing && connections.isEmpty()) {
      waits.stop();
      idleWatch.stop();
      keepalive.stop();
      // Behind what the home has to take note of before.
      if (!atHome(keeper -> closed.complete(null))) {
        closed.complete(null);
      }
    }
  }
}
