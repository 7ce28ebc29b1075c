package io.vipgate.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vipgate.app.config.TrackConfig;
import io.vipgate.app.vrrp.VrrpCounters;
import io.vipgate.app.vrrp.VrrpInstance;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Notice;
import io.vipgate.vrrp.router.State;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One instance's meters. */
final class VrrpMetrics {
  /** Not "instance": that is the label which Prometheus itself puts on whatever it scrapes. */
  private static final String ROUTER = "router";

  private final VrrpInstance instance;

  VrrpMetrics(VrrpInstance instance) {
    this.instance = instance;
  }

  void bindTo(MeterRegistry registry) {
    for (State state : State.values()) {
      Gauge.builder("vipgate.vrrp.state", instance, i -> i.state() == state ? 1 : 0)
          .description("1 for the state that the instance is in, 0 for the others.")
          .tags(ROUTER, name(), "state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("vipgate.vrrp.priority", instance, i -> i.config().priority())
        .description("The configured priority.")
        .tags(ROUTER, name())
        .register(registry);
    Gauge.builder("vipgate.vrrp.priority.effective", instance, VrrpInstance::priority)
        .description("The priority as it is now, with what is tracked and ordered.")
        .tags("router", name())
        .register(registry);
    for (TrackConfig track : instance.config().role().tracks()) {
      Gauge.builder("vipgate.vrrp.tracked", instance, i -> i.tracked(track.name()))
          .description("1 for what is up, 0 for what is down, a file's number, NaN if not known.")
          .tags("router", name(), "track", track.name())
          .register(registry);
    }
    plain(registry, "advertisements.sent", "Sent.", VrrpCounters.Occurrence.ADVERTISEMENT_SENT);
    plain(
        registry,
        "advertisements.received",
        "Received and believed.",
        VrrpCounters.Occurrence.ADVERTISEMENT_RECEIVED);
    plain(
        registry,
        "announcements",
        "Bursts of gratuitous ARP and neighbour advertisements.",
        VrrpCounters.Occurrence.ANNOUNCEMENT);
    plain(
        registry,
        "action.failures",
        "Decisions that the kernel would not let us carry out.",
        VrrpCounters.Occurrence.ACTION_FAILED);
    plain(
        registry,
        "action.expirations",
        "Actions that were not carried out, since the process was held up after the decision.",
        VrrpCounters.Occurrence.ACTION_EXPIRED);
    for (Cause cause : Cause.values()) {
      labelled(
          registry,
          "transitions",
          "Changes of state, by cause.",
          c -> c.transitions().get(cause),
          "cause",
          cause.label());
    }
    for (DropReason reason : DropReason.values()) {
      labelled(
          registry,
          "advertisements.dropped",
          "Received and not believed, by reason.",
          c -> c.drops().get(reason),
          "reason",
          reason.label());
    }
    for (Notice.Kind kind : Notice.Kind.values()) {
      labelled(
          registry,
          "notices",
          "What was noticed without a change of state, by kind.",
          c -> c.notices().get(kind),
          "kind",
          kind.label());
    }
  }

  private void plain(
      MeterRegistry registry, String name, String description, VrrpCounters.Occurrence what) {
    FunctionCounter.builder("vipgate.vrrp." + name, instance.counters(), c -> c.events().get(what))
        .description(description)
        .tags(ROUTER, name())
        .register(registry);
  }

  private void labelled(
      MeterRegistry registry,
      String what,
      String description,
      ToDoubleFunction<VrrpCounters> value,
      String key,
      String label) {
    FunctionCounter.builder("vipgate.vrrp." + what, instance.counters(), value)
        .description(description)
        .tags(ROUTER, name(), key, label)
        .register(registry);
  }

  private String name() {
    return instance.config().name();
  }
}
