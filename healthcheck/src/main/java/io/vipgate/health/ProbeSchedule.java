package io.vipgate.health;

import io.vipgate.health.probe.Verdict;
import java.util.SplittableRandom;

/**
 * When one server's probes are due. The first is due at once. While nothing changes, all others are
 * due on a grid of the interval, whose offset is one of {@value #SLOTS}, drawn from a seed: servers
 * that were added together, and masters that were started together, do not tick together. The grid
 * never drifts. It lies on the clock and not on the start, so that those who share a slot share a
 * wake-up: for a hundred servers each second that halves what their checks cost.
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
  private static final int SLOTS = 20;

  private final Cadence cadence;
  private final long startNs;
  private final int slot;

  /**
   * @param startNs when the first probe is due
   * @param seed decides the offset of the grid, within one interval
   */
  public ProbeSchedule(Cadence cadence, long startNs, long seed) {
    this.cadence = cadence;
    this.startNs = startNs;
    this.slot = new SplittableRandom(seed).nextInt(SLOTS);
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
    long offsetNs = intervalNs / SLOTS * slot;
    long sinceTick = Math.floorMod(startedNs - offsetNs, intervalNs);
    return startedNs - sinceTick + intervalNs;
  }
}
