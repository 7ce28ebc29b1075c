package io.vipgate.app.proxy;

import io.netty.channel.IoEventLoopGroup;
import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.reload.Prepared;
import io.vipgate.health.CheckSpec;
import io.vipgate.health.HealthChange;
import io.vipgate.health.HealthChecker;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.BindFailure;
import io.vipgate.lb.proxy.ConnectObserver;
import io.vipgate.lb.proxy.Frontend;
import io.vipgate.lb.proxy.FrontendConfig;
import io.vipgate.lb.proxy.ListeningSockets;
import io.vipgate.lb.proxy.Preparation;
import io.vipgate.lb.proxy.Remaining;
import io.vipgate.lb.proxy.StartResult;
import io.vipgate.lb.proxy.TcpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One proxy at work: its frontend, its pool, and what the checks say of its servers. Check results
 * arrive on the control thread; {@link #frontend}'s own methods are for any.
 */
public final class ProxyInstance {
  private static final JournalCause ORDERED =
      new JournalCause("operator", "by an operator's command");

  /**
   * How long clients wait, at most, for every server to have been checked once: as long as the
   * default timeout of a check, and of a connect. Serving by guess is better than not serving.
   */
  private static final long FIRST_CHECKS_LIMIT_MS = 2_000;

  private volatile ProxyConfig config;
  private final ServerPool pool;
  private final Frontend frontend;
  private CheckSpecs checks;
  private final Journal journal;
  private final Map<String, CheckCounters> counters = new ConcurrentHashMap<>();

  /** Touched on the control thread only. */
  private final Map<String, ServerStanding> standings = new LinkedHashMap<>();

  /** What is checked now, by server; touched by one reload after the other. */
  private final Map<String, CheckSpec> watched = new HashMap<>();

  private ProxyInstance(
      ProxyConfig config, CheckSpecs checks, ServerPool pool, Frontend frontend, Journal journal) {
    this.config = config;
    this.pool = pool;
    this.frontend = frontend;
    this.checks = checks;
    this.journal = journal;
    for (ServerConfig server : config.servers()) {
      counters.put(server.name(), new CheckCounters());
      standings.put(server.name(), ServerStanding.FIRST);
    }
  }

  /**
   * Listens. Clients wait in the kernel's queue until every server has been checked once, for a
   * bounded time.
   *
   * @param inherited where listening sockets are taken from before any is bound
   * @throws IOException naming each address that could not be bound, or a file that cannot be read
   */
  public static ProxyInstance open(
      ProxyConfig config,
      IoEventLoopGroup loops,
      ListeningSockets inherited,
      ConnectObserver observer,
      Journal journal)
      throws IOException {
    CheckSpecs checks = CheckSpecs.of(config.check());
    ServerPool pool = new ServerPool(servers(config));
    StartResult result = Frontend.open(frontendConfig(config), pool, loops, inherited, observer);
    if (result instanceof StartResult.Started started) {
      var unused =
          loops
              .next()
              .schedule(started.frontend()::accept, FIRST_CHECKS_LIMIT_MS, TimeUnit.MILLISECONDS);
      return new ProxyInstance(config, checks, pool, started.frontend(), journal);
    }
    throw refused(config, ((StartResult.Refused) result).failures());
  }

  private static IOException refused(ProxyConfig config, List<BindFailure> failures) {
    return new IOException(
        failures.stream()
            .map(failure -> "proxy." + config.name() + "." + failure.message())
            .collect(Collectors.joining("\n")));
  }

  private static List<Server> servers(ProxyConfig config) {
    return config.servers().stream()
        .map(server -> new Server(server.name(), server.address().socketAddress(), server.weight()))
        .toList();
  }

  /**
   * Does what may fail before another configuration can be gone by. Not on the control thread.
   *
   * @param inherited where listening sockets are taken from before any is bound
   * @throws IOException naming each address that could not be bound, or a file that cannot be read
   */
  Prepared prepare(ProxyConfig next, ListeningSockets inherited, HealthChecker checker)
      throws IOException {
    CheckSpecs nextChecks = CheckSpecs.of(next.check());
    Preparation prepared = frontend.prepare(frontendConfig(next), inherited);
    if (prepared instanceof Preparation.Ready ready) {
      return new Reconfiguration(next, nextChecks, ready, checker);
    }
    throw refused(next, ((Preparation.Refused) prepared).failures());
  }

  private final class Reconfiguration implements Prepared {
    private final ProxyConfig next;
    private final CheckSpecs nextChecks;
    private final Preparation.Ready listeners;
    private final HealthChecker checker;

    Reconfiguration(
        ProxyConfig next,
        CheckSpecs nextChecks,
        Preparation.Ready listeners,
        HealthChecker checker) {
      this.next = next;
      this.nextChecks = nextChecks;
      this.listeners = listeners;
      this.checker = checker;
    }

    @Override
    public void commit() {
      reconfigure(next, nextChecks);
      listeners.commit();
    }

    @Override
    public void settle() {
      watch(checker);
    }

    @Override
    public void abandon() {
      listeners.abandon();
    }
  }

  /**
   * What operators and checks said of a server stays with it, but not what checks said of another
   * address.
   */
  private void reconfigure(ProxyConfig next, CheckSpecs nextChecks) {
    Map<String, ServerStanding> before = Map.copyOf(standings);
    Map<String, InetSocketAddress> addresses = addresses(config);
    standings.clear();
    for (ServerConfig server : next.servers()) {
      ServerStanding known = before.getOrDefault(server.name(), ServerStanding.FIRST);
      boolean same = server.address().socketAddress().equals(addresses.get(server.name()));
      standings.put(server.name(), same ? known : ServerStanding.FIRST.with(known.order()));
      counters.computeIfAbsent(server.name(), name -> new CheckCounters());
    }
    counters.keySet().retainAll(standings.keySet());
    config = next;
    checks = nextChecks;
    pool.replace(servers(next));
    standings.forEach((server, standing) -> pool.setState(server, standing.state()));
  }

  private static Map<String, InetSocketAddress> addresses(ProxyConfig of) {
    return of.servers().stream()
        .collect(Collectors.toMap(ServerConfig::name, server -> server.address().socketAddress()));
  }

  private static FrontendConfig frontendConfig(ProxyConfig config) {
    return new FrontendConfig(
        config.name(),
        config.binds().stream().map(Endpoint::socketAddress).toList(),
        BalancerType.of(config.balance()).orElseThrow(),
        config.connectTimeout().toNanos(),
        config.retries(),
        FrontendConfig.DEFAULT_BACKLOG,
        TcpOptions.DEFAULT);
  }

  public ProxyConfig config() {
    return config;
  }

  public Frontend frontend() {
    return frontend;
  }

  public ServerPool pool() {
    return pool;
  }

  public CheckCounters checks(String server) {
    CheckCounters found = counters.get(server);
    if (found == null) {
      throw new IllegalArgumentException(
          "server: value: " + server + " (expected: one of " + counters.keySet() + ")");
    }
    return found;
  }

  /** Has every server checked from now on. */
  public void watch(HealthChecker checker) {
    Map<String, CheckSpec> wanted = new HashMap<>();
    config.servers().forEach(server -> wanted.put(server.name(), checks.forServer(server)));
    watched.keySet().stream()
        .filter(server -> !wanted.containsKey(server))
        .forEach(server -> checker.forget(config.name() + "/" + server));
    wanted.forEach(
        (server, spec) -> {
          if (!spec.equals(watched.get(server))) {
            checker.watch(config.name() + "/" + server, spec);
          }
        });
    watched.clear();
    watched.putAll(wanted);
  }

  /** Has no server checked any more. */
  void forget(HealthChecker checker) {
    watched.keySet().forEach(server -> checker.forget(config.name() + "/" + server));
    watched.clear();
  }

  /** A check ended; on the control thread. */
  public void onResult(String server, ProbeResult result) {
    if (!standings.containsKey(server)) {
      return; // It was taken out while this was on its way.
    }
    checks(server).add(result);
    String words = "%s, %.1f ms".formatted(result.evidence(), result.durationNs() / 1e6);
    standings.put(server, standing(server).withLastCheck(words));
    if (allChecked()) {
      frontend.accept();
    }
  }

  /** A server's health changed; on the control thread. */
  public void onChange(String server, HealthChange change) {
    if (!standings.containsKey(server)) {
      return;
    }
    move(
        server,
        standing(server).with(change.to()),
        new JournalCause(change.cause().reason().label(), change.cause().reason().words()),
        change.explanation());
  }

  /**
   * Does what an operator wants of a server; on the control thread.
   *
   * @return what became of it, in words
   */
  public String onOrder(String server, Order order) {
    ServerState before = standing(server).state();
    move(server, standing(server).with(order), ORDERED, order.label());
    return "%s/%s: %s -> %s".formatted(config.name(), server, before, standing(server).state());
  }

  private ServerStanding standing(String server) {
    ServerStanding found = standings.get(server);
    if (found == null) {
      throw new IllegalArgumentException(
          "server: value: " + server + " (expected: one of " + standings.keySet() + ")");
    }
    return found;
  }

  private void move(String server, ServerStanding to, JournalCause cause, String evidence) {
    ServerStanding from = standing(server);
    standings.put(server, to);
    List<PoolAction> actions = HealthPolicy.change(from.state(), to.state());
    if (!actions.isEmpty()) {
      journal.record(
          "server/" + config.name() + "/" + server,
          from.state().name(),
          to.state().name(),
          cause,
          evidence);
    }
    actions.forEach(action -> perform(server, action));
  }

  private void perform(String server, PoolAction action) {
    if (action instanceof PoolAction.SetState set) {
      var unused = pool.setState(server, set.state());
    } else if (action instanceof PoolAction.ResetConnections) {
      var unused = frontend.resetServer(server);
    }
  }

  /** Whether every server has been checked at least once. */
  public boolean allChecked() {
    return counters.values().stream().allMatch(checks -> checks.results().sum() > 0);
  }

  /** Resets what clients hold on a local address; see {@link Frontend#resetLocal}. */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    return frontend.resetLocal(local);
  }

  /** Leaves who comes from now on to whoever else holds the listening sockets. */
  CompletionStage<?> leaveListeners() {
    return frontend.leaveListeners();
  }

  /** Stops listening and resets what is left. */
  public CompletionStage<Void> stop() {
    return frontend.close(Remaining.RESET);
  }

  /**
   * Stops listening, and leaves what is there to its own end.
   *
   * @return completes when the last connection is closed
   */
  CompletionStage<Void> retire() {
    return frontend.close(Remaining.FINISH);
  }

  /** This proxy now; on the control thread. */
  public ProxyStatus status() {
    return new ProxyStatus(
        config.name(),
        frontend.addresses(),
        frontend.stats(),
        pool.snapshot().states().entrySet().stream()
            .map(
                entry ->
                    new ProxyStatus.ServerStatus(
                        entry.getKey().name(),
                        entry.getKey().address(),
                        entry.getValue(),
                        standing(entry.getKey().name()).order(),
                        standing(entry.getKey().name()).lastCheck()))
            .toList());
  }
}
