package io.vipgate.health;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vipgate.health.probe.Probe;
import io.vipgate.health.probe.ProbeResult;
import java.util.Optional;
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

  private final String server;
  private final HealthListener listener;
  private final EventLoop loop;
  private final Probe probe;
  private final ProbeSchedule schedule;
  private final HealthTracker tracker;
  private @Nullable ScheduledFuture<?> next;
  private boolean stopped;

  Watch(
      String server,
      CheckSpec spec,
      Probe probe,
      long seed,
      HealthListener listener,
      EventLoop loop) {
    long nowNs = System.nanoTime();
    this.server = server;
    this.listener = listener;
    this.loop = loop;
    this.probe = probe;
    this.schedule = new ProbeSchedule(spec.intervalNs(), nowNs, seed ^ server.hashCode());
    this.tracker = new HealthTracker(spec.rise(), spec.fall(), nowNs);
  }

  void start() {
    startAt(schedule.firstDueNs());
  }

  /** What is under way runs to its end, unheard. */
  void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private void startAt(long dueNs) {
    next = loop.schedule(this::probe, dueNs - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void probe() {
    long startedNs = System.nanoTime();
    probe.start(loop, result -> ended(startedNs, result));
  }

  private void ended(long startedNs, ProbeResult result) {
    if (stopped) {
      return;
    }
    long nowNs = System.nanoTime();
    // First of all, so that a listener that throws cannot stop the checks.
    startAt(schedule.nextDueNs(startedNs, nowNs));
    Optional<HealthChange> change = tracker.on(result, nowNs);
    try {
      listener.onResult(server, result, tracker.health());
      change.ifPresent(c -> listener.onChange(server, c));
    } catch (RuntimeException e) {
      log.error("listener failed on a result of {}: {}", server, result, e);
    }
  }
}
