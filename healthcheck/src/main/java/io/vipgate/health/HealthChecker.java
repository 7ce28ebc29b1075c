package io.vipgate.health;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vipgate.health.probe.Means;
import io.vipgate.health.probe.Probe;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Checks servers by schedule, on one thread of its own, and reports each result and each change to
 * its listener.
 *
 * <p>Thread-safe. Commands take effect in the order in which they were given, shortly after.
 */
public final class HealthChecker implements AutoCloseable {
  /**
   * From one server's first look to the next one's. A look by TLS keeps a cold process busy for a
   * few milliseconds; a hundred at once would find each other slow.
   */
  private static final long STAGGER_NS = 20_000_000L;

  private final HealthListener listener;
  private final Means means;
  private final long seed;
  private final EventLoopGroup group;
  private final EventLoop loop;

  /** Touched on the loop's thread only. */
  private final Map<String, Watch> watches = new HashMap<>();

  private long lastStartNs = System.nanoTime();

  /**
   * Starts the thread.
   *
   * @param seed decides how the servers' probes are spread over the interval; should differ from
   *     machine to machine
   */
  public HealthChecker(HealthListener listener, long seed) {
    this(listener, Means.NONE, seed);
  }

  /**
   * Starts the thread.
   *
   * @param means what some probes need of the machine
   * @param seed decides how the servers' probes are spread over the interval; should differ from
   *     machine to machine
   */
  public HealthChecker(HealthListener listener, Means means, long seed) {
    this.listener = listener;
    this.means = means;
    this.seed = seed;
    this.group =
        new MultiThreadIoEventLoopGroup(1, HealthChecker::newThread, EpollIoHandler.newFactory());
    this.loop = group.next();
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new FastThreadLocalThread(task, "vipgate-health");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to check {@code server}, the first time at once.
   *
   * <p>If it is checked under that name already, what is known of it stays: with the same spec
   * nothing happens at all; with another one, for the same target, the verdict is kept and the next
   * look is at once; with another target it is {@link Verdict#UNKNOWN} again. A reload may so give
   * all its servers, whether they changed or not.
   */
  public void watch(String server, CheckSpec spec) {
    // Here, since it may cost something (a TLS context), and so that a bad spec fails the caller.
    Probe probe = spec.probe().newProbe(means);
    loop.execute(() -> begin(server, spec, probe));
  }

  /**
   * Tells that a client could not be connected to {@code server}: counts as one failure, if none
   * was told since the last look, and has the server looked at right away. Never blocks.
   *
   * @param reason one whose verdict is {@link Verdict#DEAD}
   * @param evidence what the client met, for people
   */
  public void observe(String server, Reason reason, String evidence) {
    ProbeResult seen = new ProbeResult(reason, evidence, 0);
    loop.execute(() -> accuse(server, seen));
  }

  /** Checks {@code server} no more: nothing is reported for it after this took effect. */
  public void forget(String server) {
    loop.execute(() -> end(server));
  }

  /**
   * Ends all checks, and the thread with them; nothing is reported after this returns. Not for the
   * listener to call.
   */
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    // First of all: closing what is under way must not look like servers that close.
    loop.submit(() -> watches.values().forEach(Watch::stop)).syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void begin(String server, CheckSpec spec, Probe probe) {
    Watch before = watches.get(server);
    if (before != null && before.spec().equals(spec)) {
      return;
    }
    Health known =
        before != null && before.spec().probe().target().equals(spec.probe().target())
            ? before.health()
            : null;
    end(server);
    long nowNs = System.nanoTime();
    lastStartNs = Math.max(lastStartNs + STAGGER_NS - nowNs, 0) + nowNs;
    Watch watch = new Watch(server, spec, probe, known, lastStartNs, seed, listener, loop);
    watches.put(server, watch);
    watch.start();
  }

  private void accuse(String server, ProbeResult seen) {
    Watch watch = watches.get(server);
    if (watch != null) {
      watch.accuse(seen);
    }
  }

  private void end(String server) {
    Watch watch = watches.remove(server);
    if (watch != null) {
      watch.stop();
    }
  }
}
