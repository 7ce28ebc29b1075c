package io.vipgate.health;

import io.netty.channel.EventLoop;
import io.vipgate.health.probe.Probe;
import io.vipgate.health.probe.ProbeResult;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of one server: joins its schedule, its probe and its tracker. Lives on one loop's
 * thread.
 */
final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  /** From one burst of probes of a suspect to the next, at most. */
  private static final long MOST_REST_NS = 1_000_000_000L;

  private final String server;
  private final CheckSpec spec;
  private final HealthListener listener;
  private final EventLoop loop;
  private final Probe probe;
  private final ProbeSchedule schedule;
  private final HealthTracker tracker;
  private final Suspicion suspicion;
  private @Nullable ScheduledFuture<?> next;
  private boolean probing;
  private boolean stopped;

  /**
   * @param known what is known of the server already; null: nothing
   * @param startNs when to look first
   */
  Watch(
      String server,
      CheckSpec spec,
      Probe probe,
      @Nullable Health known,
      long startNs,
      long seed,
      HealthListener listener,
      EventLoop loop) {
    this.server = server;
    this.spec = spec;
    this.listener = listener;
    this.loop = loop;
    this.probe = probe;
    this.schedule = new ProbeSchedule(spec.cadence(), startNs, seed ^ server.hashCode());
    this.suspicion = new Suspicion(Math.min(spec.cadence().intervalNs(), MOST_REST_NS));
    this.tracker =
        known == null
            ? new HealthTracker(spec.rise(), spec.fall(), startNs)
            : new HealthTracker(spec.rise(), spec.fall(), known);
  }

  CheckSpec spec() {
    return spec;
  }

  Health health() {
    return tracker.health();
  }

  void start() {
    probe.onLost(this::lost);
    startAt(schedule.firstDueNs());
  }

  /** What is under way runs to its end, unheard. */
  void stop() {
    stopped = true;
    cancelNext();
    probe.close();
  }

  /** A client could not be connected to the server; {@code seen} is how a probe would put it. */
  void accuse(ProbeResult seen) {
    if (suspicion.mayCount()) {
      count(seen, System.nanoTime());
    }
    suspect();
  }

  /** The server ended a connection that was kept for the next look. */
  private void lost() {
    if (!stopped) {
      suspect();
    }
  }

  private void suspect() {
    long nowNs = System.nanoTime();
    if (!suspicion.accuse(nowNs)) {
      return;
    }
    // What it kept tells of the process as it was, and not of who would be connected to now.
    probe.refresh();
    if (!probing) {
      cancelNext();
      startAt(nowNs);
    }
  }

  private void startAt(long dueNs) {
    next = loop.schedule(this::probe, dueNs - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
    }
  }

  private void probe() {
    long startedNs = System.nanoTime();
    probing = true;
    probe.start(loop, result -> ended(startedNs, result));
  }

  private void ended(long startedNs, ProbeResult result) {
    probing = false;
    if (stopped) {
      return;
    }
    long nowNs = System.nanoTime();
    Optional<HealthChange> change = tracker.on(result, nowNs);
    Health health = tracker.health();
    suspicion.probed(startedNs, result.verdict(), health.verdict());
    // Before the listener hears, so that one that throws cannot stop the checks.
    startAt(
        suspicion.isOn()
            ? nowNs + Suspicion.PAUSE_NS
            : schedule.nextDueNs(health, startedNs, nowNs));
    tell(() -> listener.onResult(server, result, health), result);
    change.ifPresent(c -> tell(() -> listener.onChange(server, c), result));
  }

  private void count(ProbeResult seen, long nowNs) {
    tracker.on(seen, nowNs).ifPresent(c -> tell(() -> listener.onChange(server, c), seen));
  }

  private void tell(Runnable news, ProbeResult result) {
    try {
      news.run();
    } catch (RuntimeException e) {
      log.error("listener failed on a result of {}: {}", server, result, e);
    }
  }
}
