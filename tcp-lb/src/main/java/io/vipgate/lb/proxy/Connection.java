package io.vipgate.lb.proxy;

import io.netty.channel.unix.Socket;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.proxyprotocol.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One client from its accept to its end: let in, led to a server by its {@link ServerSearch}, and
 * handed with it to a {@link Relay}.
 *
 * <pre>
 *  accepted -> HEADER --> QUEUE, CONNECT --> DATA -> DONE
 *                 |         |       ^         |       ^
 *                 |         |       +---------+       |
 *                 |         |      lost unanswered    |
 *                 +---------+-------------------------+
 *            not let in, no server left, client gone
 * </pre>
 */
final class Connection implements Leg.Owner, Relay.Owner, Relief.Candidate {
  private ProxyLoop proxy;
  private final FrontendConfig config;
  private final Origin origin;
  private final Leg client;
  private final ServerSearch search;
  private final @Nullable Trace trace;

  private FirstFlight flight;
  private @Nullable HeaderReader header;
  private @Nullable Relay relay;
  private int place;

  /** Of {@link Relief}, modulo 256: whoever is taken for seen is looked at in the next one. */
  private byte round;

  private boolean clientReadable;
  private boolean admitted;
  private boolean closed;

  Connection(ProxyLoop proxy, Socket socket, InetSocketAddress peer, InetSocketAddress listening) {
    this.proxy = proxy;
    this.config = proxy.config();
    this.origin = new Origin(socket, peer, listening);
    this.client = new Leg(socket, this);
    this.search = new ServerSearch(proxy, this, origin);
    this.flight = new FirstFlight(proxy.flightBudget());
    this.trace = config.log() == ConnectionLog.OFF ? null : new Trace();
  }

  /** Begins, just accepted. */
  void start() throws IOException {
    client.watchInput(proxy.loop());
    if (config.admission().expectsProxyHeader(origin.client())) {
      header = new HeaderReader(this, proxy.waits().header);
      readHeader(header);
    } else {
      admit();
    }
  }

  /** By which it began, and which it keeps. */
  FrontendConfig config() {
    return config;
  }

  /** Where it is among the loop's {@link Connections}. */
  int place() {
    return place;
  }

  void place(int index) {
    place = index;
  }

  /** Whether the client connected to this address of ours. */
  boolean isOn(InetAddress local) {
    return origin.local().equals(local);
  }

  /**
   * Whether this is the server that it has, or is connecting to. One that had the same name at
   * another address, before a reload, is another one.
   */
  boolean isWith(Server server) {
    return search.isWith(server);
  }

  /** Bytes so far, in and out. */
  long activity() {
    return relay == null ? 0 : relay.clientActivity() + relay.serverActivity();
  }

  /** When it was accepted; {@code System.nanoTime()}. */
  long arrivedNs() {
    return origin.arrivedNs();
  }

  /** Whether the server of that name is its own, and nothing is on its way in either direction. */
  boolean isAtRestWith(String server) {
    return relay != null && relay.isAtRest() && search.isWith(server);
  }

  /** Ends both legs in order, so that the client connects anew. */
  void shed() {
    search.tally().shed.increment();
    close(Ending.SHED);
  }

  /** Ends both legs with a reset, by order. */
  void reset() {
    abort(Ending.KILLED);
  }

  /**
   * The server is dead, says someone who knows: moves on where that is safe.
   *
   * @return whether it had to be reset instead
   */
  boolean giveUpServer() {
    if (relay == null) {
      search.failed(ConnectFailure.GIVEN_UP);
      return false;
    }
    if (!serverLost(ConnectFailure.GIVEN_UP)) {
      abort(Ending.SERVER_DOWN);
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
    return relay == null || search.keepServerAlive(nowNs);
  }

  /** It has lasted: see {@link TcpOptions#spreadProbes}. */
  void spreadProbes() throws IOException {
    config.tcp().spreadProbes(client.socket(), ThreadLocalRandom.current());
  }

  /** Nothing has passed for longer than the configuration allows. */
  void silentTooLong(Idle silence) {
    proxy.tally().idle.increment(silence);
    abort(Ending.of(silence));
  }

  // To another loop

  @Override
  public boolean isNewIn(int next) {
    boolean isNew = round != (byte) next;
    round = (byte) next;
    return isNew;
  }

  @Override
  public boolean hasLasted(long sinceNs) {
    return origin.arrivedNs() - sinceNs < 0 && canMove();
  }

  /**
   * No other server will be asked, no byte lies here, and none passes in bulk: what the kernel
   * moves by itself is no work that a second thread could share.
   */
  private boolean canMove() {
    return !closed && search.isSettled() && relay != null && relay.isAtRest() && !relay.isInBulk();
  }

  /** Goes on at another loop, unless something keeps it here. For tasks of its loop only. */
  void moveTo(ProxyLoop next) {
    if (relay == null || !canMove()) {
      return;
    }
    proxy.leaves(this);
    proxy.idleWatch().remove(this);
    client.unwatch();
    search.moveTo(next);
    relay.moveTo(next.lane(), next.tally().server(search.serverName()));
    proxy = next;
    next.awaits(this);
  }

  /** Is there, on that loop's thread. */
  void arrive() {
    try {
      if (relay != null) {
        proxy.idleWatch().add(this, relay, config.timeouts());
      }
      client.watchAgain(proxy.loop());
      search.goOn();
    } catch (Throwable defect) {
      crashed(defect);
    }
  }

  // Leg.Owner

  @Override
  public void ready(Leg leg, int events) {
    if (relay != null) {
      relay.ready(leg, events);
      proxy.hadTurn(this);
    } else if (leg == client) {
      clientReadyWithoutServer(events);
    } else {
      search.ready(leg, events);
    }
  }

  @Override
  public void crashed(Throwable defect) {
    abort(Ending.DEFECT);
    proxy.unexpected("a connection is reset", defect);
  }

  @Override
  public void evicted() {
    abort(Ending.KILLED);
  }

  private void clientReadyWithoutServer(int events) {
    clientReadable = true;
    if ((events & (Leg.RDHUP | Leg.HUP | Leg.ERR)) != 0) {
      client.hangUp();
    }
    try {
      if ((events & Leg.ERR) != 0) {
        abandoned();
      } else if (header != null) {
        readHeader(header);
      }
    } catch (IOException reset) {
      abandoned();
    }
  }

  private void abandoned() {
    proxy.tally().abandoned.increment();
    close(Ending.CLIENT_ABORT);
  }

  // Letting it in

  private void readHeader(HeaderReader reader) throws IOException {
    Header read = reader.read(client, proxy.buffer());
    if (read == null) {
      return;
    }
    if (!(read instanceof Header.Complete complete)) {
      refused(Refusal.BAD_PROXY_HEADER, Ending.DENIED);
      return;
    }
    reader.end();
    header = null;
    if (complete.endpoints() != null) {
      origin.isReally(complete.endpoints());
    }
    admit();
  }

  private void admit() {
    if (config.admission().permits(origin.client())) {
      admitted = true;
      search.begin();
    } else {
      refused(Refusal.DENIED, Ending.DENIED);
    }
  }

  // What the search says

  /** It waits in the queue, behind so many. */
  void queued(int ahead) {
    if (trace != null) {
      trace.queued(ahead);
    }
  }

  /** It goes to that server. */
  void chose(Server server) {
    if (trace != null) {
      trace.chose(server, sinceArrivalNs());
    }
  }

  /** It is connected to that server. */
  void found(Server server, Leg leg, int events) {
    proxy.keepalive().connected();
    ServerTally tally = search.tally();
    tally.connections.increment();
    tally.connectionsTotal.increment();
    if (trace != null) {
      trace.connected(sinceArrivalNs());
    }
    Relay pair = new Relay(proxy.lane(), client, leg, flight, tally, this);
    relay = pair;
    proxy.idleWatch().add(this, pair, config.timeouts());
    // The server first: one that is gone already has had nothing from this client, and need not.
    pair.ready(leg, events);
    if (relay != pair) {
      return;
    }
    byte[] opening = flight.after(Greeting.of(server.options().proxyHeader(), origin));
    if (opening.length > 0) {
      pair.replay(opening);
    } else if (clientReadable) {
      pair.ready(client, Leg.IN);
    } else {
      completeHandshake(leg);
    }
  }

  /** The client has said nothing yet, and the server may be the one that speaks first. */
  private void completeHandshake(Leg server) {
    try {
      HandshakeAck.send(server.socket());
    } catch (IOException alreadyGone) {
      // The event that says so is on its way.
    }
  }

  /** It gets no server. */
  void refused(Refusal refusal, Ending ending) {
    proxy.tally().refusals.increment(refusal);
    close(ending);
  }

  // Relay.Owner

  @Override
  public void answered() {
    flight.forfeit();
    // What only another server would need is not kept for as long as the connection lasts.
    flight = FirstFlight.FORFEITED;
    search.settled();
  }

  @Override
  public boolean serverLost(ConnectFailure how) {
    return relay != null
        && !relay.clientHasEnded()
        && flight.isReplayable()
        && !search.isLate()
        && search.canMoveOn(how, this::beforeMovingOn);
  }

  private void beforeMovingOn() {
    (flight.isEmpty() ? proxy.tally().retries : proxy.tally().replays).increment();
    endRelay();
  }

  @Override
  public void finished() {
    close(Ending.DONE);
  }

  @Override
  public void broken(Leg leg) {
    abort(leg == client ? Ending.CLIENT_ABORT : Ending.SERVER_ABORT);
  }

  // Ending

  private void endRelay() {
    if (relay != null) {
      relay.end();
      relay = null;
      proxy.idleWatch().remove(this);
      String server = search.serverName();
      proxy.atHome(home -> home.tally().server(server).connections.add(-1));
    }
  }

  /** Ends it, wherever it is, and counts that as a reset. */
  private void abort(Ending ending) {
    if (closed) {
      return;
    }
    if (relay != null) {
      search.tally().resets.increment();
    }
    proxy.tally().resets.increment();
    close(ending);
  }

  private void close(Ending ending) {
    closed = true;
    if (trace != null) {
      Phase last = ending == Ending.DONE ? Phase.DONE : phase();
      config.log().ended(trace.over(proxy, origin, relay, ending, last, sinceArrivalNs()));
    }
    flight.forfeit();
    endRelay();
    search.end(ending.isAbrupt());
    if (header != null) {
      header.end();
      header = null;
    }
    if (ending.isAbrupt()) {
      client.resetOnClose();
    }
    proxy.graveyard().bury(client);
    proxy.ended(this);
  }

  private Phase phase() {
    if (relay != null) {
      return Phase.DATA;
    }
    if (search.isQueued()) {
      return Phase.QUEUE;
    }
    return admitted ? Phase.CONNECT : Phase.HEADER;
  }

  private long sinceArrivalNs() {
    return System.nanoTime() - origin.arrivedNs();
  }
}
