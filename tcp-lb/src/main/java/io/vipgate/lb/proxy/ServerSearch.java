package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's way to a server: which one, how often, and what it waits for meanwhile. It also holds
 * the place at the server that was found, until that is over.
 *
 * <pre>
 *              all that it may have are full
 *                  +----------------+
 *                  v                |
 *   begin ----> QUEUE ----------> CONNECT ----> found
 *     |            |               |   ^
 *     |            |               +---+ connect failed, next server
 *     +------------+---------------+
 *                refused
 * </pre>
 */
final class ServerSearch implements Deadlines.Waiting {
  /** From one attempt at a server to the next one at the same, unless the connect took longer. */
  private static final long RETRY_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

  private ProxyLoop proxy;
  private final Connection client;

  /** Null once the server has answered: no other one will be asked. */
  private @Nullable Attempts attempts;

  private @Nullable Server server;
  private @Nullable Leg leg;
  private @Nullable Deadlines waitingIn;
  private long waitingSinceNs;
  private boolean queued;
  private boolean keptAlive;
  private boolean over;

  ServerSearch(ProxyLoop proxy, Connection client, Origin origin) {
    this.proxy = proxy;
    this.client = client;
    this.attempts = new Attempts(client.config().retries(), origin, proxy.room());
  }

  /** Goes to the first server, or to the end of the line. */
  void begin() {
    if (proxy.waitingRoom().hasLine()) {
      lineUp();
    } else {
      go(next());
    }
  }

  /**
   * It is this one's turn in the queue.
   *
   * @return whether it has left the queue
   */
  boolean comeIn() {
    go(next());
    return !queued;
  }

  /** Whether it has not been to a server before. */
  boolean isNewcomer() {
    return attempts != null && attempts.isFresh();
  }

  boolean isQueued() {
    return queued;
  }

  /** Whether it is somewhere else than in the queue because of this server. */
  boolean isWith(Server other) {
    return server != null
        && server.name().equals(other.name())
        && server.address().equals(other.address());
  }

  /** As {@link #isWith(Server)}, at whatever address. */
  boolean isWith(String name) {
    return server != null && server.name().equals(name);
  }

  /** The server's counters; those of nobody without one. */
  ServerTally tally() {
    return proxy.tally().server(serverName());
  }

  /** Empty without one. */
  String serverName() {
    return server == null ? "" : server.name();
  }

  /** Whether the connect began longer ago than one may take. */
  boolean isLate() {
    return System.nanoTime() - waitingSinceNs > client.config().connectTimeoutNs();
  }

  /**
   * The server that was found is lost, and another one may be shown the same bytes.
   *
   * @return false if there is none, and all is as it was
   */
  boolean canMoveOn(ConnectFailure how, Runnable beforeMoving) {
    if (attempts == null) {
      return false;
    }
    note(how);
    Attempts.Next next = attempts.nextForReplay(proxy.snapshot(), proxy.balancers());
    if (next == Attempts.Other.EXHAUSTED) {
      return false;
    }
    beforeMoving.run();
    drop();
    go(next);
    return true;
  }

  /** Whether it stays with the server that it has. */
  boolean isSettled() {
    return attempts == null;
  }

  /** Leaves its loop for another one, with the server's leg. */
  void moveTo(ProxyLoop next) {
    proxy = next;
    if (leg != null) {
      leg.unwatch();
    }
  }

  /** Has arrived there. */
  void goOn() throws IOException {
    if (leg != null) {
      leg.watchAgain(proxy.loop());
    }
  }

  /** It stays with the server that it has: what was tried before is forgotten. */
  void settled() {
    attempts = null;
  }

  /** The server that it was going to is none to go to. */
  void failed(ConnectFailure reason) {
    if (attempts != null) {
      attempts.failed(reason);
    }
    note(reason);
    drop();
    Attempts.Next next = next();
    if (next != Attempts.Other.EXHAUSTED) {
      proxy.tally().retries.increment();
    }
    go(next);
  }

  private void note(ConnectFailure how) {
    tally().connectFailures.increment(how);
    if (server != null) {
      proxy.observer().connectFailed(server.name(), how);
    }
  }

  /** What epoll says about the server's leg while it is being connected. */
  void ready(Leg connecting, int events) {
    if ((events & (Leg.ERR | Leg.HUP)) != 0) {
      failed(ConnectFailure.ofErrno(errorOf(connecting)));
    } else if ((events & Leg.OUT) != 0 && server != null) {
      stopWaiting();
      keptAlive = false;
      client.found(server, connecting, events);
    }
  }

  /** As {@link Connection#keepServerAlive}, for the server that was found. */
  boolean keepServerAlive(long nowNs) {
    if (keptAlive || leg == null) {
      return true;
    }
    if (nowNs - waitingSinceNs < ServerKeepalive.AFTER_NS) {
      return false;
    }
    keptAlive = true;
    try {
      TcpOptions options = client.config().tcp();
      options.applyOnceItLasts(leg.socket());
      options.spreadProbes(leg.socket(), ThreadLocalRandom.current());
      client.spreadProbes();
    } catch (IOException alreadyGone) {
      // One of the two reset it, and the event that says so is on its way.
    }
    return true;
  }

  @Override
  public long waitingSinceNs() {
    return waitingSinceNs;
  }

  @Override
  public void waitedTooLong() {
    waitingIn = null;
    if (queued) {
      client.refused(Refusal.QUEUE_TIMEOUT, Ending.SERVER_TIMEOUT);
    } else {
      failed(ConnectFailure.TIMEOUT);
    }
  }

  /** Ends it, and the server's leg. */
  void end(boolean abruptly) {
    over = true;
    leaveQueue();
    leaveServer();
    stopWaiting();
    bury(abruptly);
  }

  private Attempts.Next next() {
    return attempts == null
        ? Attempts.Other.EXHAUSTED
        : attempts.next(proxy.snapshot(), proxy.balancers());
  }

  private void go(Attempts.Next next) {
    if (next instanceof Attempts.Choice chosen) {
      connectTo(chosen);
    } else if (next == Attempts.Other.FULL) {
      lineUp();
    } else if (attempts == null || attempts.isFresh()) {
      client.refused(Refusal.NO_SERVER, Ending.SERVER_ABORT);
    } else {
      client.refused(Refusal.ALL_ATTEMPTS_FAILED, Ending.of(attempts.lastFailure()));
    }
  }

  private void lineUp() {
    if (queued) {
      return;
    }
    queued = true;
    client.queued(proxy.waitingRoom().size());
    await(proxy.waits().queue);
    proxy.waitingRoom().add(this);
  }

  private void leaveQueue() {
    if (queued) {
      queued = false;
      stopWaiting();
      proxy.waitingRoom().remove(this);
    }
  }

  private void connectTo(Attempts.Choice next) {
    leaveQueue();
    server = next.server();
    proxy.engage(server, 1);
    proxy.chose(next);
    client.chose(server);
    long pauseNs = next.again() ? pauseNs() : 0;
    if (pauseNs > 0) {
      var unused = proxy.loop().schedule(this::dial, pauseNs, TimeUnit.NANOSECONDS);
    } else {
      dial();
    }
  }

  /** What is left of it: a server that refuses at once is not asked four times in a millisecond. */
  private long pauseNs() {
    long pauseNs = Math.min(RETRY_PAUSE_NS, client.config().connectTimeoutNs());
    return waitingSinceNs + pauseNs - System.nanoTime();
  }

  /**
   * Connects to the server that was chosen; again from here if it took a descriptor to be freed.
   */
  private void dial() {
    if (over || server == null || leg != null) {
      return;
    }
    await(proxy.waits().connect);
    try {
      leg = proxy.connector().connect(server, client.config().tcp(), client);
    } catch (IOException failure) {
      stopWaiting();
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
    if (!over && server != null && leg == null) {
      failed(reason);
    }
  }

  private static int errorOf(Leg connecting) {
    try {
      return connecting.socket().getSoError();
    } catch (IOException e) {
      return Errno.UNKNOWN;
    }
  }

  private void await(Deadlines deadlines) {
    waitingSinceNs = System.nanoTime();
    waitingIn = deadlines;
    deadlines.add(this);
  }

  private void stopWaiting() {
    if (waitingIn != null) {
      waitingIn.remove(this);
      waitingIn = null;
    }
  }

  private void drop() {
    leaveServer();
    stopWaiting();
    bury(true);
  }

  private void bury(boolean abruptly) {
    if (leg == null) {
      return;
    }
    if (abruptly) {
      leg.resetOnClose();
    }
    proxy.graveyard().bury(leg);
    leg = null;
  }

  /** From here on it is nobody's, in the balancer's eyes. */
  private void leaveServer() {
    Server left = server;
    if (left != null) {
      server = null;
      proxy.atHome(home -> home.left(left));
    }
  }
}
