package io.vipgate.app.proxy;

import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.reload.Prepared;
import io.vipgate.health.CheckSpec;
import io.vipgate.health.HealthChecker;
import io.vipgate.lb.pool.ServerPool;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** One proxy at work: its frontend, its servers, and their checks. */
public final class ProxyInstance {
  /**
   * How long clients wait, at most, for every server to have been checked once: as long as the
   * default timeout of a check, and of a connect. Serving by guess is better than not serving.
   */
  private static final Duration FIRST_CHECKS_LIMIT = Duration.ofSeconds(2);

  private final ProxyResources shared;
  private final ProxyPool pool;
  private final Frontend frontend;
  private final ProxyServers servers;
  private final Watchlist watchlist;
  private volatile ProxyConfig config;
  private volatile CheckSpecs checks;

  private ProxyInstance(
      ProxyConfig config,
      ProxyResources shared,
      CheckSpecs checks,
      ProxyPool pool,
      Frontend frontend) {
    this.config = config;
    this.shared = shared;
    this.checks = checks;
    this.pool = pool;
    this.frontend = frontend;
    this.servers = new ProxyServers(config, shared, pool, frontend);
    this.watchlist = new Watchlist(config.name());
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
    ProxyPool pool = new ProxyPool(config);
    FrontendConfig settings = FrontendSettings.of(config, shared);
    StartResult result =
        Frontend.open(settings, pool.servers(), shared.loops(), inherited, observer);
    if (result instanceof StartResult.Started started) {
      started.frontend().acceptWithin(FIRST_CHECKS_LIMIT);
      return new ProxyInstance(config, shared, checks, pool, started.frontend());
    }
    throw refused(config, ((StartResult.Refused) result).failures());
  }

  private static IOException refused(ProxyConfig config, List<BindFailure> failures) {
    return new IOException(
        failures.stream()
            .map(failure -> "proxy." + config.name() + "." + failure.message())
            .collect(Collectors.joining("\n")));
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
      return new ProxyReconfiguration(
          ready, () -> reconfigure(next, nextChecks), () -> watch(checker));
    }
    throw refused(next, ((Preparation.Refused) prepared).failures());
  }

  private void reconfigure(ProxyConfig next, CheckSpecs nextChecks) {
    servers.reconfigure(next);
    config = next;
    checks = nextChecks;
  }

  public ProxyConfig config() {
    return config;
  }

  public Frontend frontend() {
    return frontend;
  }

  public ServerPool pool() {
    return pool.servers();
  }

  public ProxyServers servers() {
    return servers;
  }

  /** Has every server checked from now on. */
  public void watch(HealthChecker checker) {
    watchlist.watch(checker, this::wantedChecks);
  }

  private Map<String, CheckSpec> wantedChecks() {
    Map<String, CheckSpec> wanted = new HashMap<>();
    for (ServerConfig server : config.servers()) {
      wanted.put(server.name(), checks.forServer(servers.located(server)));
    }
    return wanted;
  }

  /** Has no server checked any more. */
  void forget(HealthChecker checker) {
    watchlist.forget(checker);
  }

  /** A server's name leads to these addresses; on the control thread. */
  void onAddresses(ServerConfig server, List<InetAddress> found) {
    if (servers.onAddresses(server, found)) {
      watchlist.renew(this::wantedChecks);
    }
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
        servers.rebalance(),
        servers.status());
  }
}
