package io.vipgate.app.runtime;

import static java.util.Objects.requireNonNull;

import io.vipgate.app.config.ServerConfig;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.http.HttpReply;
import io.vipgate.app.http.Routes;
import io.vipgate.app.http.StatusPage;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.metrics.Metrics;
import io.vipgate.app.proxy.Order;
import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.app.proxy.ProxyNode;
import io.vipgate.app.proxy.Weight;
import io.vipgate.app.reload.Prepared;
import io.vipgate.app.reload.ReloadResult;
import io.vipgate.app.status.NodeStatus;
import io.vipgate.app.status.Readiness;
import io.vipgate.app.status.StatusJson;
import io.vipgate.app.vrrp.Switchover;
import io.vipgate.app.vrrp.VrrpInstance;
import io.vipgate.app.vrrp.VrrpNode;
import io.vipgate.lb.pool.PoolSnapshot;
import io.vipgate.vrrp.router.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service shows of itself. Whatever the control thread owns is read on the control thread:
 * the answers are views of one moment.
 */
final class Views implements Reloader.Part {
  private static final int JOURNAL_LINES = 20;

  /** A loop that has not turned for this long is hung: it turns twice a second by itself. */
  private static final long HUNG_NS = 3_000_000_000L;

  /** The file is understood, and cannot be gone by (RFC 9110, 15.5.21). */
  private static final int UNPROCESSABLE = 422;

  private static final JournalCause BY_COMMAND =
      new JournalCause("operator", "by an operator's command");

  private final String version;
  private final ControlLoop loop;
  private final Journal journal;
  private final ProxyNode proxies;
  private final @Nullable VrrpNode vrrp;
  private final Runnable ordered;
  private final String host = hostName();
  private final long startedNs = System.nanoTime();
  private @Nullable Metrics metrics;
  private @Nullable Reloader reloader;
  private @Nullable Upgrade upgrade;

  /**
   * @param ordered run on the control thread after an operator ordered something of a server
   */
  Views(
      String version,
      ControlLoop loop,
      Journal journal,
      ProxyNode proxies,
      @Nullable VrrpNode vrrp,
      Runnable ordered) {
    this.version = version;
    this.loop = loop;
    this.journal = journal;
    this.proxies = proxies;
    this.vrrp = vrrp;
    this.ordered = ordered;
  }

  /** Set once, before anybody asks. */
  void commands(Reloader source, Upgrade upgrading) {
    reloader = source;
    upgrade = upgrading;
  }

  /** Other proxies and servers have other metrics. */
  @Override
  public Prepared prepare(VipgateConfig next) {
    return new Prepared() {
      @Override
      public void commit() {}

      @Override
      public void settle() {
        forgetMetrics();
      }

      @Override
      public void abandon() {}
    };
  }

  private synchronized void forgetMetrics() {
    metrics = null;
  }

  Routes routes() {
    return new Routes()
            .get("/metrics", () -> CompletableFuture.completedFuture(metrics()))
            .get("/healthz", () -> CompletableFuture.completedFuture(health()))
            .get("/readyz", onControlThread(this::readiness))
            .get("/", onControlThread(() -> StatusPage.reply(StatusJson.render(status()))))
            .stream(
                "/events",
                () -> CompletableFuture.supplyAsync(() -> StatusJson.render(status()), loop))
            .get("/journal", () -> CompletableFuture.completedFuture(journal()))
            .get(
                "/status", onControlThread(() -> HttpReply.json(200, StatusJson.render(status()))));
  }

  /** The views, and what changes something: for the admin socket alone. */
  Routes adminRoutes() {
    Routes routes = routes();
    routes.post("/reload", this::reload);
    routes.post("/upgrade", this::upgrade);
    for (ProxyInstance proxy : proxies.instances()) {
      for (ServerConfig server : proxy.config().servers()) {
        routes.postWith(
            "/servers/" + proxy.config().name() + "/" + server.name() + "/weight",
            query -> weigh(proxy, server.name(), query));
        for (Order order : Order.values()) {
          routes.post(
              "/servers/" + proxy.config().name() + "/" + server.name() + "/" + order.label(),
              onControlThread(() -> ordered(proxy.servers().onOrder(server.name(), order))));
        }
      }
    }
    if (vrrp != null) {
      vrrp.switchovers().forEach((name, switchover) -> addOrders(routes, name, switchover));
    }
    return routes;
  }

  private CompletionStage<HttpReply> weigh(ProxyInstance proxy, String server, String query) {
    OptionalInt weight = Weight.parse(query);
    if (weight.isEmpty()) {
      String refusal = "weight: value: " + query + " (expected: " + Weight.EXPECTED + ")\n";
      return CompletableFuture.completedFuture(HttpReply.text(UNPROCESSABLE, refusal));
    }
    return CompletableFuture.supplyAsync(
        () -> ordered(proxy.servers().onWeight(server, weight.getAsInt())), loop);
  }

  private HttpReply ordered(String outcome) {
    ordered.run();
    return HttpReply.text(200, outcome + "\n");
  }

  /** On a thread of its own: it waits for the control thread. */
  private CompletionStage<HttpReply> upgrade() {
    Upgrade by = requireNonNull(upgrade);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return HttpReply.text(200, by.run());
          } catch (IOException e) {
            return HttpReply.text(UNPROCESSABLE, e.getMessage() + "\n");
          }
        },
        work -> new Thread(work, "vipgate-upgrade").start());
  }

  private CompletionStage<HttpReply> reload() {
    Reloader by = requireNonNull(reloader);
    return CompletableFuture.supplyAsync(
        () -> reply(by.reload(BY_COMMAND)), work -> new Thread(work, "vipgate-reload").start());
  }

  private static HttpReply reply(ReloadResult result) {
    String text = String.join("\n", result.lines()) + "\n";
    return HttpReply.text(result instanceof ReloadResult.Applied ? 200 : UNPROCESSABLE, text);
  }

  private void addOrders(Routes routes, String name, Switchover switchover) {
    String path = "/vrrp/" + name;
    routes
        .post(path + "/demote", outcome(switchover::demote))
        .post(path + "/promote", outcome(switchover::promote))
        .post(path + "/undo", outcome(switchover::undo));
  }

  private Supplier<CompletionStage<HttpReply>> outcome(
      Supplier<CompletionStage<Switchover.Outcome>> order) {
    return () ->
        CompletableFuture.supplyAsync(order, loop)
            .thenCompose(outcome -> outcome)
            .thenApply(
                outcome -> HttpReply.text(outcome.done() ? 200 : 409, outcome.words() + "\n"));
  }

  private Supplier<CompletionStage<HttpReply>> onControlThread(Supplier<HttpReply> view) {
    return () -> CompletableFuture.supplyAsync(view, loop);
  }

  private List<VrrpInstance> instances() {
    return vrrp == null ? List.of() : vrrp.instances();
  }

  /** Synchronized: both listeners answer on one thread today, but nothing here says so. */
  private synchronized HttpReply metrics() {
    if (metrics == null) {
      metrics =
          new Metrics(version, loop, vrrp, proxies.instances(), requireNonNull(reloader).history());
    }
    return new HttpReply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  /** Answered without the control thread, so that it can say that the control thread hangs. */
  private HttpReply health() {
    long sinceMs = loop.sinceLastTurnNs() / 1_000_000L;
    if (loop.sinceLastTurnNs() > HUNG_NS) {
      return HttpReply.text(
          503, "control loop: value: " + sinceMs + " ms since its last turn (expected: < 3000)\n");
    }
    return HttpReply.text(200, "ok\n");
  }

  private HttpReply journal() {
    return HttpReply.json(200, StatusJson.render(journal.latest(Journal.CAPACITY)));
  }

  private HttpReply readiness() {
    Readiness readiness = new Readiness();
    for (ProxyInstance proxy : proxies.instances()) {
      readiness.check(
          "proxy/" + proxy.config().name(),
          proxy.servers().allChecked(),
          "not every server is checked yet");
    }
    for (VrrpInstance instance : instances()) {
      readiness.check(
          "vrrp/" + instance.config().name(),
          instance.state() != State.INITIALIZE,
          instance.status().link());
    }
    return HttpReply.text(readiness.ready() ? 200 : 503, readiness.text());
  }

  /** How the service is doing, in a line for the service manager; on the control thread. */
  String summary() {
    StringJoiner parts = new StringJoiner(", ");
    for (VrrpInstance instance : instances()) {
      parts.add("vrrp/" + instance.config().name() + " " + instance.state());
    }
    for (ProxyInstance proxy : proxies.instances()) {
      PoolSnapshot pool = proxy.pool().snapshot();
      int inRotation = pool.rotation().stream().mapToInt(List::size).sum();
      String servers = inRotation + " of " + pool.states().size() + " servers in rotation";
      parts.add("proxy/" + proxy.config().name() + " " + servers);
    }
    return parts.toString();
  }

  private NodeStatus status() {
    return new NodeStatus(
        version,
        host,
        (System.nanoTime() - startedNs) / 1e9,
        instances().stream().map(VrrpInstance::status).toList(),
        proxies.instances().stream().map(ProxyInstance::status).toList(),
        journal.latest(JOURNAL_LINES));
  }

  /**
   * From the kernel: a name service may hang when the cluster is down, and this thread must not.
   */
  private static String hostName() {
    // The unit's ProcSubset=pid hides the first.
    for (String source : List.of("/proc/sys/kernel/hostname", "/etc/hostname")) {
      try {
        return Files.readString(Path.of(source), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        // The next one.
      }
    }
    return "unknown";
  }
}
