package io.vipgate.app.proxy;

import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.health.HealthChange;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.ServerCertificate;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.Frontend;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of one proxy: what checks, operators and names say of them, and what follows for the
 * pool and for their connections. On the control thread, where nothing else is said.
 */
public final class ProxyServers {
  private static final Logger log = LoggerFactory.getLogger(ProxyServers.class);
  private static final JournalCause ORDERED =
      new JournalCause("operator", "by an operator's command");

  private static final JournalCause RESOLVED =
      new JournalCause("dns", "its name leads to another address");

  private final ProxyResources shared;
  private final ProxyPool pool;
  private final Frontend frontend;
  private final Rebalancer rebalancer;
  private final ServerStandings standings;
  private final CheckLedger ledger;
  private volatile ProxyConfig config;

  ProxyServers(ProxyConfig config, ProxyResources shared, ProxyPool pool, Frontend frontend) {
    this.config = config;
    this.shared = shared;
    this.pool = pool;
    this.frontend = frontend;
    this.rebalancer =
        new Rebalancer(
            config.name(), config.connections().rebalance(), shared, pool.servers(), frontend);
    this.standings = new ServerStandings(config);
    this.ledger = new CheckLedger(standings.servers());
  }

  void reconfigure(ProxyConfig next) {
    standings.reconfigure(config, next);
    ledger.keep(standings.servers());
    pool.reconfigure(config, next, standings);
    rebalancer.reconfigure(next.connections().rebalance());
    config = next;
  }

  /** The server as configured, but where it is now; for any thread. */
  ServerConfig located(ServerConfig server) {
    return pool.located(server);
  }

  /** What one server's checks have found; for any thread. */
  public CheckCounters checks(String server) {
    return ledger.of(server);
  }

  /** Whether every server has been checked at least once; for any thread. */
  public boolean allChecked() {
    return ledger.isEachChecked();
  }

  /** What clients of this proxy will look for in its servers' certificates; for any thread. */
  public CertificateWatch certificates() {
    return new CertificateWatch(config.binds().stream().map(Endpoint::address).distinct().toList());
  }

  /** A check ended. */
  void onResult(String server, ProbeResult result) {
    if (!standings.has(server)) {
      return; // It was taken out while this was on its way.
    }
    ledger.of(server).add(result);
    ServerStanding before = standings.of(server);
    standings.put(server, before.with(result));
    if (!standings.of(server).advice().equals(before.advice())) {
      pool.renew(config, standings);
    }
    if (before.last() == null
        || !Objects.equals(before.last().certificate(), result.certificate())) {
      warnings(result.certificate())
          .forEach(warning -> log.warn("server/{}/{}: {}", config.name(), server, warning));
    }
    if (before.last() == null && allChecked()) {
      frontend.accept();
    }
  }

  /** A server's health changed. */
  void onChange(String server, HealthChange change) {
    if (!standings.has(server)) {
      return;
    }
    move(
        server,
        standings.of(server).with(change.to()),
        new JournalCause(change.cause().reason().label(), change.cause().reason().words()),
        change.explanation());
  }

  /**
   * Does what an operator wants of a server.
   *
   * @return what became of it, in words
   */
  public String onOrder(String server, Order order) {
    ServerState before = standings.of(server).state();
    move(server, standings.of(server).with(order), ORDERED, order.label());
    return "%s/%s: %s -> %s".formatted(config.name(), server, before, standings.of(server).state());
  }

  /**
   * Gives a server another weight.
   *
   * @return what became of it, in words
   */
  public String onWeight(String server, int weight) {
    int before = pool.weightOf(server);
    standings.put(server, standings.of(server).withWeight(weight));
    pool.renew(config, standings);
    if (before != weight) {
      record(server, "weight " + before, "weight " + weight, ORDERED, "weight");
    }
    return "%s/%s: weight %d -> %d".formatted(config.name(), server, before, weight);
  }

  /**
   * A server's name leads to these addresses.
   *
   * @return whether that is somewhere else, where it is to be checked from now on
   */
  boolean onAddresses(ServerConfig server, List<InetAddress> found) {
    String before = located(server).address().toString();
    if (!config.servers().contains(server) || !pool.follow(server, found)) {
      return false;
    }
    String after = located(server).address().toString();
    record(server.name(), before, after, RESOLVED, String.valueOf(server.dnsName()));
    standings.put(server.name(), standings.of(server.name()).unchecked());
    pool.renew(config, standings);
    return true;
  }

  /** These servers are on this host. */
  void onLocal(Set<String> servers) {
    pool.local(servers);
    pool.renew(config, standings);
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

  /** What operators ordered, by server. */
  Map<String, Ordered> orders() {
    return standings.orders();
  }

  /** When something is to be done without anything new being said. */
  long nextDeadlineNs() {
    return Math.min(pool.nextStepNs(), rebalancer.nextStepNs());
  }

  /** Gives servers that start slowly what they may have by now, and others' connections away. */
  void onDeadline(long nowNs) {
    pool.warmUp(nowNs);
    rebalancer.onDeadline(nowNs);
  }

  /** What is done about servers that have more than their share. */
  RebalanceState rebalance() {
    return rebalancer.state();
  }

  /** Each server now, in the order of the configuration. */
  List<ProxyStatus.ServerStatus> status() {
    return pool.servers().snapshot().states().entrySet().stream()
        .map(entry -> status(entry.getKey(), entry.getValue()))
        .toList();
  }

  private ProxyStatus.ServerStatus status(Server server, ServerState state) {
    ServerStanding standing = standings.of(server.name());
    return new ProxyStatus.ServerStatus(
        server.name(),
        server.address(),
        server.weight(),
        server.options().tier(),
        state,
        standing.order(),
        standing.lastCheck(),
        warnings(ledger.of(server.name()).certificate()));
  }

  private List<String> warnings(@Nullable ServerCertificate certificate) {
    return certificate == null ? List.of() : certificates().warnings(certificate, Instant.now());
  }

  private void move(String server, ServerStanding to, JournalCause cause, String evidence) {
    ServerStanding from = standings.of(server);
    standings.put(server, to);
    List<PoolAction> actions = HealthPolicy.change(from.state(), to.state());
    if (!actions.isEmpty()) {
      record(server, from.state().name(), to.state().name(), cause, evidence);
      long now = shared.clock().getAsLong();
      pool.moved(server, to.state(), now);
      rebalancer.moved(server, to.state(), now);
    }
    actions.forEach(action -> perform(server, action));
  }

  private void record(String server, String from, String to, JournalCause cause, String evidence) {
    shared.journal().record("server/" + config.name() + "/" + server, from, to, cause, evidence);
  }

  private void perform(String server, PoolAction action) {
    if (action instanceof PoolAction.SetState set) {
      pool.setState(server, set.state());
    } else if (action instanceof PoolAction.ResetConnections) {
      var unused = frontend.resetServer(server);
    }
  }
}
