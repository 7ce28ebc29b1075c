package io.vipgate.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vipgate.app.reload.ReloadHistory;
import java.util.function.ToDoubleFunction;

/** How reloads of the configuration went. */
final class ReloadMetrics {
  private ReloadMetrics() {}

  static void bindTo(MeterRegistry registry, ReloadHistory reloads) {
    counter(registry, reloads, "applied", ReloadHistory::applied);
    counter(registry, reloads, "rejected", ReloadHistory::rejected);
    Gauge.builder("vipgate.config.last.reload.successful", reloads, r -> r.lastSucceeded() ? 1 : 0)
        .description("0 if the file was refused when it was last read.")
        .register(registry);
    Gauge.builder("vipgate.config.in.force.since", reloads, ReloadHistory::appliedAtSeconds)
        .description("When the configuration came into force, since 1970.")
        .baseUnit("seconds")
        .register(registry);
  }

  private static void counter(
      MeterRegistry registry,
      ReloadHistory reloads,
      String result,
      ToDoubleFunction<ReloadHistory> value) {
    FunctionCounter.builder("vipgate.config.reloads", reloads, value)
        .description("Reloads of the configuration, by result.")
        .tags("result", result)
        .register(registry);
  }
}
