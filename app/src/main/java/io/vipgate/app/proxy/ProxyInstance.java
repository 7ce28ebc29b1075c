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
import io.vipgate.health.probe.ServerCertificate;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.pool.SlowStart;
import io.vipgate.lb.proxy.BindFailure;
import io.vipgate.lb.proxy.ConnectObserver;
import io.vipgate.lb.proxy.Frontend;
import io.vipgate.lb.proxy.FrontendConfig;
import io.vipgate.lb.proxy.ListeningSockets;
import io.vipgate.lb.proxy.Preparation;
import io.vipgate.lb.proxy.Remaining;
import io.vipgate.lb.proxy.StartResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proxy at work: its frontend, its pool, and what the checks say of its servers. Check results
 * arrive on the control thread; {@link #frontend}'s own methods are for any.
 */
public final class ProxyInstance {
  private static final Logger log = LoggerFactory.getLogger(ProxyInstance.class);
  private static final JournalCause ORDERED =
      new JournalCause("operator", "by an operator's command");

  private static final JournalCause RESOLVED =
      new JournalCause("dns", "its name leads to another address");

  /**
   * How long clients wait, at most, for every server to have been checked once: as long as the
   * default timeout of a check, and of a connect. Serving by guess is better than not serving.
   */
  private static final long FIRST_CHECKS_LIMIT_MS = 2_000;

  private volatile ProxyConfig config;
  private final ProxyResources shared;
  private final ServerAddresses addresses;
  private final ServerPool pool;
  private final Frontend frontend;
  private CheckSpecs checks;
  private final Journal journal;
  private final Map<String, CheckCounters> counters = new ConcurrentHashMap<>();

  /** Touched on the control thread only. */
  private final Map<String, ServerStanding> standings = new LinkedHashMap<>();

  /** What is checked now, by server; touched by one reload after the other. */
  private final Map<String, CheckSpec> watched = new HashMap<>();

  private SlowStart slowStart;
  private volatile @Nullable HealthChecker checkedBy;

  private ProxyInstance(
      ProxyConfig config,
      ProxyResources shared,
      CheckSpecs checks,
      ServerAddresses addresses,
      ServerPool pool,
      Frontend frontend) {
    this.config = config;
    this.shared = shared;
    this.addresses = addresses;
    this.pool = pool;
    this.frontend = frontend;
    this.checks = checks;
    this.journal = shared.journal();
    this.slowStart = slowStart(config);
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
      ProxyResources shared,
      ListeningSockets inherited,
      ConnectObserver observer)
      throws IOException {
    CheckSpecs checks = CheckSpecs.of(config);
    ServerAddresses addresses = new ServerAddresses();
    ServerPool pool = new ServerPool(addresses.servers(config, Map.of()));
    FrontendConfig settings = FrontendSettings.of(config, shared);
    IoEventLoopGroup loops = shared.loops();
    StartResult result = Frontend.open(settings, pool, loops, inherited, observer);
    if (result instanceof StartResult.Started started) {
      var unused =
          loops
              .next()
              .schedule(started.frontend()::accept, FIRST_CHECKS_LIMIT_MS, TimeUnit.MILLISECONDS);
      return new ProxyInstance(config, shared, checks, addresses, pool, started.frontend());
    }
    throw refused(config, ((StartResult.Refused) result).failures());
  }

  private static IOException refused(ProxyConfig config, List<BindFailure> failures) {
    return new IOException(
        failures.stream()
            .map(failure -> "proxy." + config.name() + "." + failure.message())
            .collect(Collectors.joining("\n")));
  }

  private static SlowStart slowStart(ProxyConfig of) {
    boolean fits = FrontendSettings.balancer(of).isProportional();
    return new SlowStart(fits ? of.connections().slowStart().toNanos() : 0);
  }

  /**
   * Does what may fail before another configuration can be gone by. Not on the control thread.
   *
   * @param inherited where listening sockets are taken from before any is bound
   * @throws IOException naming each address that could not be bound, or a file that cannot be read
   */
  Prepared prepare(ProxyConfig next, ListeningSockets inherited, HealthChecker checker)
      throws IOException {
    CheckSpecs nextChecks = CheckSpecs.of(next);
    Preparation prepared = frontend.prepare(FrontendSettings.of(next, shared), inherited);
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
    Map<String, InetSocketAddress> configured = configuredAddresses(config);
    standings.clear();
    for (ServerConfig server : next.servers()) {
      ServerStanding known = before.getOrDefault(server.name(), ServerStanding.FIRST);
      boolean same = server.address().socketAddress().equals(configured.get(server.name()));
      standings.put(server.name(), same ? known : known.unchecked());
      counters.computeIfAbsent(server.name(), name -> new CheckCounters());
    }
    counters.keySet().retainAll(standings.keySet());
    if (!next.connections().slowStart().equals(config.connections().slowStart())
        || !next.balance().equals(config.balance())) {
      standings.keySet().forEach(server -> setShare(server, SlowStart.FULL));
      slowStart = slowStart(next);
    }
    config = next;
    checks = nextChecks;
    renewPool();
  }

  /** Gives the pool the servers as they are now, if they are others. */
  private void renewPool() {
    Map<String, Integer> weights = new HashMap<>();
    standings.forEach(
        (server, standing) -> {
          if (standing.weight() != null) {
            weights.put(server, standing.weight());
          }
        });
    List<Server> servers = addresses.servers(config, weights);
    if (!servers.equals(List.copyOf(pool.snapshot().states().keySet()))) {
      pool.replace(servers);
    }
    standings.forEach((server, standing) -> pool.setState(server, standing.state()));
  }

  private void setShare(String server, int share) {
    if (pool.snapshot().states().keySet().stream().anyMatch(s -> s.name().equals(server))) {
      pool.setShare(server, share);
    }
  }

  private static Map<String, InetSocketAddress> configuredAddresses(ProxyConfig of) {
    return of.servers().stream()
        .collect(Collectors.toMap(ServerConfig::name, server -> server.address().socketAddress()));
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
  public synchronized void watch(HealthChecker checker) {
    checkedBy = checker;
    Map<String, CheckSpec> wanted = new HashMap<>();
    config
        .servers()
        .forEach(server -> wanted.put(server.name(), checks.forServer(located(server))));
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
  synchronized void forget(HealthChecker checker) {
    checkedBy = null;
    watched.keySet().forEach(server -> checker.forget(config.name() + "/" + server));
    watched.clear();
  }

  /** A check ended; on the control thread. */
  public void onResult(String server, ProbeResult result) {
    if (!standings.containsKey(server)) {
      return; // It was taken out while this was on its way.
    }
    checks(server).add(result);
    ServerStanding before = standing(server);
    standings.put(server, before.with(result));
    if (before.last() == null
        || !Objects.equals(before.last().certificate(), result.certificate())) {
      warnings(result.certificate())
          .forEach(warning -> log.warn("server/{}/{}: {}", config.name(), server, warning));
    }
    if (before.last() == null && allChecked()) {
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

  /**
   * Gives a server another weight; on the control thread.
   *
   * @return what became of it, in words
   */
  public String onWeight(String server, int weight) {
    int before = weightOf(server);
    standings.put(server, standing(server).withWeight(weight));
    renewPool();
    if (before != weight) {
      record(server, "weight " + before, "weight " + weight, ORDERED, "weight");
    }
    return "%s/%s: weight %d -> %d".formatted(config.name(), server, before, weight);
  }

  private int weightOf(String server) {
    return pool.snapshot().states().keySet().stream()
        .filter(there -> there.name().equals(server))
        .findFirst()
        .map(Server::weight)
        .orElse(0);
  }

  /** The server as configured, but where it is now; for any thread. */
  ServerConfig located(ServerConfig server) {
    return addresses.locate(server);
  }

  /** A server's name leads to these addresses; on the control thread. */
  void onAddresses(ServerConfig server, List<InetAddress> found) {
    String before = located(server).address().toString();
    if (!config.servers().contains(server) || !addresses.follow(server, found)) {
      return;
    }
    String after = located(server).address().toString();
    record(server.name(), before, after, RESOLVED, String.valueOf(server.dnsName()));
    standings.put(server.name(), standing(server.name()).unchecked());
    renewPool();
    HealthChecker checker = checkedBy;
    if (checker != null) {
      watch(checker);
    }
  }

  /** These servers are on this host; on the control thread. */
  void onLocal(Set<String> servers) {
    addresses.local(servers);
    renewPool();
  }

  /** When a server that starts slowly gets more of its weight; on the control thread. */
  long nextDeadlineNs(long nowNs) {
    return slowStart.nextStepNs(nowNs);
  }

  /** Gives servers that start slowly what they may have by now; on the control thread. */
  void warmUp(long nowNs) {
    slowStart.shares(nowNs).forEach(this::setShare);
  }

  /** Orders again what was ordered of a server before a restart. */
  void restore(String server, Ordered ordered) {
    if (ordered.order() != Order.READY) {
      var unused = onOrder(server, ordered.order());
    }
    if (ordered.weight() != null) {
      var unused = onWeight(server, ordered.weight());
    }
  }

  /** What operators ordered, by server; on the control thread. */
  Map<String, Ordered> orders() {
    Map<String, Ordered> orders = new LinkedHashMap<>();
    standings.forEach(
        (server, standing) -> orders.put(server, new Ordered(standing.order(), standing.weight())));
    return orders;
  }

  /** What clients of this proxy will look for in its servers' certificates. */
  public CertificateWatch certificates() {
    return new CertificateWatch(config.binds().stream().map(Endpoint::address).distinct().toList());
  }

  private List<String> warnings(@Nullable ServerCertificate certificate) {
    return certificate == null ? List.of() : certificates().warnings(certificate, Instant.now());
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
      record(server, from.state().name(), to.state().name(), cause, evidence);
      long now = shared.clock().getAsLong();
      slowStart.moved(server, to.state(), now);
      warmUp(now);
    }
    actions.forEach(action -> perform(server, action));
  }

  private void record(String server, String from, String to, JournalCause cause, String evidence) {
    journal.record("server/" + config.name() + "/" + server, from, to, cause, evidence);
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
                        entry.getKey().weight(),
                        entry.getKey().options().tier(),
                        entry.getValue(),
                        standing(entry.getKey().name()).order(),
                        standing(entry.getKey().name()).lastCheck(),
                        warnings(checks(entry.getKey().name()).certificate())))
            .toList());
  }
}
