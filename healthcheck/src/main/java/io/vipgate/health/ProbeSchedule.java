package io.vipgate.health;

import io.vipgate.health.probe.Verdict;
import java.util.SplittableRandom;

/**
 * When one server's probes are due. The first is due at once. While nothing changes, all others are
 * due on a grid of the interval, whose offset is drawn from a seed: servers that were added
 * together, and masters that were started together, do not tick together. The grid never drifts.
 *
 * <pre>
 *  start      tick        tick        tick        tick
 *    |---------+-----------+-----------+-----------+-----
 *    P    ^    P           P===========.=====P     P
 *       offset             a slow one  missed: its successor starts when it ends
 * </pre>
 *
 * While a change is under way, the next one is due the {@link Cadence#changingNs} after the one
 * before, and while the server is suspected, at once: see {@link Suspicion}. Probes never overlap,
 * and missed ticks are not made up for, but for the last one.
 *
 * <p>Pure. All times are nanoseconds on one clock, such as {@link System#nanoTime()}, that may
 * overflow.
 */
public final class ProbeSchedule {
  private final Cadence cadence;
  private final long startNs;
  private final double phase;

  /**
   * @param startNs when the first probe is due
   * @param seed decides the offset of the grid, within one interval
   */
  public ProbeSchedule(Cadence cadence, long startNs, long seed) {
    this.cadence = cadence;
    this.startNs = startNs;
    this.phase = new SplittableRandom(seed).nextDouble();
  }

  /** When the first probe is due. */
  public long firstDueNs() {
    return startNs;
  }

  /**
   * When the probe is due that follows one that ran from {@code startedNs} to {@code endedNs}.
   *
   * @param health with that probe's result counted
   */
  public long nextDueNs(Health health, long startedNs, long endedNs) {
    long dueNs =
        isChanging(health)
            ? startedNs + cadence.changingNs()
            : nextTickNs(intervalNs(health.verdict()), startedNs);
    return dueNs - endedNs > 0 ? dueNs : endedNs;
  }

  private static boolean isChanging(Health health) {
    return switch (health.verdict()) {
      case UNKNOWN -> false;
      case READY -> health.failures() > 0;
      case NOT_READY, DEAD -> health.successes() > 0;
    };
  }

  private long intervalNs(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN, READY -> cadence.intervalNs();
      case NOT_READY, DEAD -> cadence.downNs();
    };
  }

  private long nextTickNs(long intervalNs, long startedNs) {
    long offsetNs = (long) (phase * intervalNs);
    long sinceTick = Math.floorMod(startedNs - startNs - offsetNs, intervalNs);
    return startedNs - sinceTick + intervalNs;
  }
}
