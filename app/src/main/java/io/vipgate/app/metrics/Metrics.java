package io.vipgate.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.app.reload.ReloadHistory;
import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.app.vrrp.LifelineCall;
import io.vipgate.app.vrrp.VrrpLink;
import io.vipgate.app.vrrp.VrrpNode;
import io.vipgate.vrrp.packet.DropReason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted, for Prometheus. The parts count by themselves in plain fields, and
 * are only read here: nothing is registered, and no class of the registry loaded, before the first
 * scrape.
 */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<ProxyMetrics> proxies;

  public Metrics(
      String version,
      ControlLoop loop,
      @Nullable VrrpNode vrrp,
      List<ProxyInstance> proxies,
      ReloadHistory reloads) {
    Gauge.builder("vipgate.info", () -> 1)
        .description("Always 1; the version is a label.")
        .tag("version", version)
        .register(registry);
    bindLoop(registry, loop);
    ReloadMetrics.bindTo(registry, reloads);
    if (vrrp != null) {
      vrrp.instances().forEach(instance -> new VrrpMetrics(instance).bindTo(registry));
      vrrp.links().forEach(link -> bindStrays(registry, link));
      vrrp.links().forEach(link -> bindLifelines(registry, link));
    }
    this.proxies = proxies.stream().map(ProxyMetrics::new).toList();
    this.proxies.forEach(proxy -> proxy.bindTo(registry));
    ProcessMetrics.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
  }

  private static void bindStrays(MeterRegistry registry, VrrpLink link) {
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder("vipgate.vrrp.strays", link.strays(), c -> c.get(reason))
          .description("Invalid packets for virtual routers that are not configured here.")
          .tags(
              "interface",
              link.interfaceName(),
              "family",
              link.family().label(),
              "reason",
              reason.label())
          .register(registry);
    }
  }

  private static void bindLifelines(MeterRegistry registry, VrrpLink link) {
    for (LifelineCall.Occurrence what : LifelineCall.Occurrence.values()) {
      FunctionCounter.builder("vipgate.lifeline.watches", link.lifelineCounts(), c -> c.get(what))
          .description(
              "Masters' processes that we began and ended to watch, and those that died meanwhile.")
          .tags(
              "interface",
              link.interfaceName(),
              "family",
              link.family().label(),
              "event",
              what.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static void bindLoop(PrometheusMeterRegistry registry, ControlLoop loop) {
    registry.getPrometheusRegistry().register(new LatenessCollector(loop.lateness()));
    Gauge.builder("vipgate.control.loop.lateness.max", loop, l -> l.lateness().maxNs() / 1e9)
        .description("The latest of all deadlines since the start.")
        .baseUnit("seconds")
        .register(registry);
  }

  /** The exposition, in Prometheus' text format. */
  public synchronized String scrape() {
    proxies.forEach(ProxyMetrics::refresh);
    return registry.scrape();
  }
}
