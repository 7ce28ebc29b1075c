package io.vipgate.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vipgate.app.proxy.CheckCounters;
import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.ServerCertificate;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.AcceptPause;
import io.vipgate.lb.proxy.ConnectFailure;
import io.vipgate.lb.proxy.FrontendStats;
import io.vipgate.lb.proxy.Idle;
import io.vipgate.lb.proxy.Refusal;
import io.vipgate.lb.proxy.ServerStats;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One proxy's meters. All of one scrape are read from one snapshot of its statistics. */
final class ProxyMetrics {
  private final ProxyInstance proxy;
  private volatile FrontendStats stats;

  ProxyMetrics(ProxyInstance proxy) {
    this.proxy = proxy;
    this.stats = proxy.frontend().stats();
  }

  void refresh() {
    stats = proxy.frontend().stats();
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("vipgate.proxy.connections", this, m -> m.stats.clients())
        .description("Clients that are connected now.")
        .tags("proxy", name())
        .register(registry);
    counter(registry, "accepted", "Clients accepted.", FrontendStats::clientsTotal);
    counter(registry, "retries", "Second and later attempts.", FrontendStats::retries);
    counter(
        registry,
        "replays",
        "Unanswered ClientHellos that were sent again to another server.",
        FrontendStats::replays);
    counter(
        registry,
        "fail.opens",
        "Attempts at a server out of rotation, since no other was left.",
        FrontendStats::failOpens);
    counter(
        registry,
        "handed.over",
        "Connections that the busy relay thread handed over to the second one.",
        FrontendStats::handedOver);
    counter(registry, "resets", "Connections that ended with a reset.", FrontendStats::resets);
    counter(
        registry,
        "abandoned",
        "Clients that went away before a server was reached.",
        FrontendStats::abandoned);
    for (AcceptPause pause : AcceptPause.values()) {
      counter(
          registry,
          "accept.pauses",
          "Times that clients were left in the accept queue for a while, by reason.",
          s -> s.acceptPauses().getOrDefault(pause, 0L),
          "reason",
          label(pause));
    }
    for (Idle idle : Idle.values()) {
      counter(
          registry,
          "idle.timeouts",
          "Connections that ended since nothing passed, by timeout.",
          s -> s.idle().getOrDefault(idle, 0L),
          "timeout",
          label(idle));
    }
    Gauge.builder("vipgate.proxy.queued", this, m -> m.stats.queued())
        .description("Clients that wait for a server with room.")
        .tags("proxy", name())
        .register(registry);
    for (Refusal refusal : Refusal.values()) {
      counter(
          registry,
          "refused",
          "Clients reset without a server, by reason.",
          s -> s.refusals().getOrDefault(refusal, 0L),
          "reason",
          label(refusal));
    }
    for (Server server : proxy.pool().snapshot().states().keySet()) {
      bindServer(registry, server.name());
    }
  }

  private void bindServer(MeterRegistry registry, String server) {
    for (ServerState state : ServerState.values()) {
      Gauge.builder("vipgate.server.state", proxy, p -> stateOf(p, server) == state ? 1 : 0)
          .description("1 for the state that the server is in, 0 for the others.")
          .tags("proxy", name(), "server", server, "state", label(state))
          .register(registry);
    }
    Gauge.builder("vipgate.server.connections", this, m -> m.of(server, ServerStats::connections))
        .description("Connections that are open now.")
        .tags("proxy", name(), "server", server)
        .register(registry);
    serverCounter(
        registry, server, "connected", "Connections made.", ServerStats::connectionsTotal);
    serverCounter(
        registry, server, "resets", "Connections that ended with a reset.", ServerStats::resets);
    serverCounter(
        registry,
        server,
        "shed",
        "Connections that were ended so that other servers get their share.",
        ServerStats::shed);
    serverCounter(
        registry,
        server,
        "bytes",
        "Bytes relayed.",
        ServerStats::bytesToServer,
        "direction",
        "to_server");
    serverCounter(
        registry,
        server,
        "bytes",
        "Bytes relayed.",
        ServerStats::bytesToClient,
        "direction",
        "to_client");
    for (ConnectFailure failure : ConnectFailure.values()) {
      serverCounter(
          registry,
          server,
          "connect.failures",
          "Attempts that came to nothing, by reason.",
          s -> s.connectFailures().getOrDefault(failure, 0L),
          "reason",
          label(failure));
    }
    bindChecks(registry, server);
  }

  private void bindChecks(MeterRegistry registry, String server) {
    CheckCounters checks = proxy.servers().checks(server);
    bindCertificate(registry, server, checks);
    for (Reason reason : Reason.values()) {
      FunctionCounter.builder("vipgate.check.results", checks, c -> c.results().get(reason))
          .description("Health checks, by result.")
          .tags("proxy", name(), "server", server, "reason", reason.label())
          .register(registry);
    }
    FunctionTimer.builder(
            "vipgate.check.duration",
            checks,
            c -> c.results().sum(),
            CheckCounters::durationNs,
            TimeUnit.NANOSECONDS)
        .description("How long health checks took.")
        .tags("proxy", name(), "server", server)
        .register(registry);
  }

  private void bindCertificate(MeterRegistry registry, String server, CheckCounters checks) {
    Gauge.builder("vipgate.server.certificate.not.after.seconds", checks, c -> notAfter(c))
        .description("Unix time at which the server's certificate expires; NaN if none was seen.")
        .tags("proxy", name(), "server", server)
        .register(registry);
    Gauge.builder("vipgate.server.certificate.addresses.missing", checks, c -> missing(c))
        .description("Addresses that clients connect to and that its certificate is not for.")
        .tags("proxy", name(), "server", server)
        .register(registry);
  }

  private static double notAfter(CheckCounters checks) {
    ServerCertificate certificate = checks.certificate();
    return certificate == null ? Double.NaN : certificate.notAfter().getEpochSecond();
  }

  private double missing(CheckCounters checks) {
    ServerCertificate certificate = checks.certificate();
    return certificate == null ? 0 : proxy.servers().certificates().missing(certificate).size();
  }

  private void counter(
      MeterRegistry registry,
      String what,
      String description,
      ToDoubleFunction<FrontendStats> value,
      String... tags) {
    FunctionCounter.builder("vipgate.proxy." + what, this, m -> value.applyAsDouble(m.stats))
        .description(description)
        .tags("proxy", name())
        .tags(tags)
        .register(registry);
  }

  private void serverCounter(
      MeterRegistry registry,
      String server,
      String what,
      String description,
      ToDoubleFunction<ServerStats> value,
      String... tags) {
    FunctionCounter.builder("vipgate.server." + what, this, m -> m.of(server, value))
        .description(description)
        .tags("proxy", name(), "server", server)
        .tags(tags)
        .register(registry);
  }

  /** A server has no statistics before its first connection. */
  private double of(String server, ToDoubleFunction<ServerStats> value) {
    ServerStats found = stats.servers().get(server);
    return found == null ? 0 : value.applyAsDouble(found);
  }

  private static @Nullable ServerState stateOf(ProxyInstance proxy, String server) {
    return proxy.pool().snapshot().states().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(server))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private String name() {
    return proxy.config().name();
  }
}
