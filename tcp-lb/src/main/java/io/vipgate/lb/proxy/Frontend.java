package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.ServerPool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * One proxy at work: its listening sockets and the connections that came in by them. Every method
 * may be called from any thread.
 */
public final class Frontend {
  private final ProxyLoop home;
  private final AtomicBoolean accepting = new AtomicBoolean();

  /** By the address that was asked for. Guarded by this. */
  private Map<InetSocketAddress, Listener> listeners;

  private volatile FrontendConfig config;
  private volatile List<InetSocketAddress> addresses;

  private Frontend(
      FrontendConfig config, Map<InetSocketAddress, Listener> listeners, ProxyLoop home) {
    this.config = config;
    this.listeners = listeners;
    this.addresses = addressesOf(listeners);
    this.home = home;
  }

  /** As {@link #start(FrontendConfig, ServerPool, RelayLoops, ListeningSockets)}. */
  public static StartResult start(FrontendConfig config, ServerPool pool, RelayLoops loops) {
    return start(config, pool, loops, ListeningSockets.none());
  }

  /**
   * Listens on every address of the configuration, or on none.
   *
   * <p>An address need not be on this machine (IP_FREEBIND), and connections that linger in
   * TIME_WAIT do not hinder (SO_REUSEADDR).
   *
   * @param loops where connections are relayed
   * @param inherited where sockets are taken from before any is bound
   */
  public static StartResult start(
      FrontendConfig config, ServerPool pool, RelayLoops loops, ListeningSockets inherited) {
    StartResult result = open(config, pool, loops, inherited, ConnectObserver.NONE);
    if (result instanceof StartResult.Started started) {
      started.frontend().accept();
    }
    return result;
  }

  /**
   * As {@link #start(FrontendConfig, ServerPool, RelayLoops, ListeningSockets)}, but nobody is
   * accepted before {@link #accept}: until then clients wait, connected, in the kernel's queue,
   * which is as long as the backlog.
   *
   * @param observer hears of the attempts that fail
   */
  public static StartResult open(
      FrontendConfig config,
      ServerPool pool,
      RelayLoops loops,
      ListeningSockets inherited,
      ConnectObserver observer) {
    Opening opening = Opening.of(config, Map.of(), inherited);
    if (!opening.failures().isEmpty()) {
      return new StartResult.Refused(opening.failures());
    }
    List<Listener> all = List.copyOf(opening.listeners().values());
    ProxyLoop home = new ProxyLoop(loops, config, pool, all, observer);
    return new StartResult.Started(new Frontend(config, opening.listeners(), home));
  }

  /** Begins to accept, if it has not begun yet. */
  public void accept() {
    if (!accepting.compareAndSet(false, true)) {
      return;
    }
    try {
      home.loop().execute(home::start);
    } catch (RejectedExecutionException shutDown) {
      // And the listeners are closed.
    }
  }

  /** Begins to accept by then at the latest, if {@link #accept} is not called before. */
  public void acceptWithin(Duration limit) {
    var unused = home.loop().schedule(this::accept, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  public FrontendConfig config() {
    return config;
  }

  /** Where it listens, in the order of the configuration, with the port that 0 became. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** The listening sockets' descriptors, for a successor; they stay this frontend's. */
  public synchronized List<Integer> descriptors() {
    return descriptors(address -> true);
  }

  /** The descriptors of those that listen on this very address; they stay this frontend's. */
  public synchronized List<Integer> descriptors(InetSocketAddress on) {
    return descriptors(on::equals);
  }

  private List<Integer> descriptors(Predicate<InetSocketAddress> on) {
    return listeners.values().stream()
        .filter(listener -> on.test(listener.address()))
        .map(listener -> listener.fd().intValue())
        .toList();
  }

  /**
   * Does what may fail before another configuration can be gone by: new addresses are listened on,
   * and nobody is accepted there yet. One preparation at a time.
   *
   * @param inherited where sockets are taken from before any is bound
   */
  public synchronized Preparation prepare(FrontendConfig next, ListeningSockets inherited) {
    Opening opening = Opening.of(next, listeners, inherited);
    return opening.failures().isEmpty()
        ? new Prepared(next, opening)
        : new Preparation.Refused(opening.failures());
  }

  private final class Prepared implements Preparation.Ready {
    private final FrontendConfig next;
    private final Opening opening;

    Prepared(FrontendConfig next, Opening opening) {
      this.next = next;
      this.opening = opening;
    }

    @Override
    public void commit() {
      reconfigure(next, opening.listeners());
    }

    @Override
    public void abandon() {
      opening.abandon();
    }
  }

  private synchronized void reconfigure(
      FrontendConfig next, Map<InetSocketAddress, Listener> from) {
    config = next;
    listeners = from;
    addresses = addressesOf(from);
    List<Listener> all = List.copyOf(from.values());
    var unused =
        on(
            home,
            proxy -> {
              proxy.reconfigure(next, all);
              return 0;
            });
  }

  private static List<InetSocketAddress> addressesOf(Map<InetSocketAddress, Listener> listeners) {
    return listeners.values().stream().map(Listener::address).toList();
  }

  /**
   * Takes a dead server's connections away from it at once: those that it has not answered yet move
   * to another server where that is safe, the others are reset on both legs. Take the server out of
   * rotation first.
   *
   * @return how many connections were reset, once they are
   */
  public CompletionStage<Integer> resetServer(String name) {
    return onEachLoop(proxy -> proxy.resetServer(name));
  }

  /**
   * Ends one of a server's connections, in order: the one that has been silent for longest, and for
   * a second at least. Those that were handed over have their turn after the others: they were busy
   * once. Its client connects anew, and balancing decides where.
   *
   * @return how many were closed, once they are: 1, or 0 while all are busy, and at the first call
   *     for a server, which only notes what they do
   */
  public CompletionStage<Integer> shed(String server) {
    return on(home, proxy -> proxy.shed(server))
        .thenCompose(closed -> closed > 0 ? done(closed) : onSecond(proxy -> proxy.shed(server)));
  }

  /**
   * Resets every connection that was accepted on a local address, both legs, with RST: before a VIP
   * leaves, so that its clients need not find out by a timeout.
   *
   * @return how many connections were reset, once the RSTs are handed to the kernel
   */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    return onEachLoop(proxy -> proxy.resetLocal(local));
  }

  /**
   * Accepts nobody any more, and leaves who waits in the queues to whoever else holds the listening
   * sockets; connections stay.
   *
   * @return completes when nobody is accepted any more
   */
  public CompletionStage<?> leaveListeners() {
    return on(
        home,
        proxy -> {
          proxy.leaveListeners();
          return 0;
        });
  }

  /**
   * Shows that the event loops turn.
   *
   * @return completes when each of them has taken up new work; never, if one is stuck
   */
  public CompletionStage<Integer> nextTurn() {
    return onEachLoop(proxy -> 0);
  }

  /**
   * Stops listening, and ends what is left as asked.
   *
   * @return completes when the last descriptor of this frontend is closed
   */
  public CompletionStage<Void> close(Remaining remaining) {
    return onEachLoop(
            proxy -> {
              proxy.close(remaining);
              return 0;
            })
        .thenCompose(
            asked -> {
              ProxyLoop second = home.second();
              return second == null
                  ? home.closed()
                  : CompletableFuture.allOf(home.closed(), second.closed());
            });
  }

  public FrontendStats stats() {
    ProxyLoop second = home.second();
    FrontendStats counted = home.tally().read();
    return second == null ? counted : counted.plus(second.tally().read());
  }

  /** One after the other: who is on the way from the first to the second is met there. */
  private CompletionStage<Integer> onEachLoop(ToIntFunction<ProxyLoop> action) {
    return on(home, action)
        .thenCompose(first -> onSecond(action).thenApply(second -> first + second));
  }

  private CompletableFuture<Integer> onSecond(ToIntFunction<ProxyLoop> action) {
    ProxyLoop second = home.second();
    return second == null ? done(0) : on(second, action);
  }

  private static CompletableFuture<Integer> done(int count) {
    return CompletableFuture.completedFuture(count);
  }

  private static CompletableFuture<Integer> on(ProxyLoop proxy, ToIntFunction<ProxyLoop> action) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    try {
      proxy.loop().execute(() -> complete(result, proxy, action));
    } catch (RejectedExecutionException shutDown) {
      // The loop took all its descriptors with it.
      proxy.closed().complete(null);
      result.complete(0);
    }
    return result;
  }

  private static void complete(
      CompletableFuture<Integer> result, ProxyLoop proxy, ToIntFunction<ProxyLoop> action) {
    try {
      result.complete(action.applyAsInt(proxy));
    } catch (RuntimeException defect) {
      result.completeExceptionally(defect);
    }
  }
}
