package io.vipgate.health;

import java.util.SplittableRandom;

/**
 * When one server's probes are due. The first is due at once. All others are due on a grid of the
 * interval, whose offset is drawn from a seed: servers that were added together, and masters that
 * were started together, do not tick together. The grid never drifts.
 *
 * <pre>
 *  start      tick        tick        tick        tick
 *    |---------+-----------+-----------+-----------+-----
 *    P    ^    P           P===========.=====P     P
 *       offset             a slow one  missed: its successor starts when it ends
 * </pre>
 *
 * Probes never overlap, and missed ticks are not made up for, but for the last one.
 *
 * <p>Pure. All times are nanoseconds on one clock, such as {@link System#nanoTime()}, that may
 * overflow.
 */
public final class ProbeSchedule {
  private final long intervalNs;
  private final long startNs;
  private final long offsetNs;

  /**
   * @param intervalNs from tick to tick; positive
   * @param startNs when the first probe is due
   * @param seed decides the offset of the grid, within one interval
   */
  public ProbeSchedule(long intervalNs, long startNs, long seed) {
    if (intervalNs < 1) {
      throw new IllegalArgumentException(
          "interval: value: %d ns (expected: at least 1)".formatted(intervalNs));
    }
    this.intervalNs = intervalNs;
    this.startNs = startNs;
    this.offsetNs = new SplittableRandom(seed).nextLong(intervalNs);
  }

  /** When the first probe is due. */
  public long firstDueNs() {
    return startNs;
  }

  /**
   * When the probe is due that follows one that ran from {@code startedNs} to {@code endedNs}: at
   * the first tick after its start, or at its end if that is later.
   */
  public long nextDueNs(long startedNs, long endedNs) {
    long sinceTick = Math.floorMod(startedNs - startNs - offsetNs, intervalNs);
    long tickNs = startedNs - sinceTick + intervalNs;
    return tickNs - endedNs > 0 ? tickNs : endedNs;
  }
}
