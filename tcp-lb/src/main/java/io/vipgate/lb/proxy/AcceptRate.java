package io.vipgate.lb.proxy;

import java.util.concurrent.TimeUnit;

/**
 * No more than so many in any second: as a leaky bucket that counts the time at which it will be
 * empty (GCRA, ITU-T I.371). A second's worth may come at once. Pure: the time is an argument.
 */
final class AcceptRate {
  private static final long BURST_NS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final long intervalNs;
  private long emptyAtNs;
  private boolean begun;

  /**
   * @param perSecond 1 or above
   */
  AcceptRate(int perSecond) {
    this.perSecond = perSecond;
    this.intervalNs = Math.max(1, BURST_NS / perSecond);
  }

  int perSecond() {
    return perSecond;
  }

  /** How long until the next one may come, in nanoseconds; 0 or less if it may come now. */
  long waitNs(long nowNs) {
    return begun ? emptyAtNs + intervalNs - nowNs - BURST_NS : 0;
  }

  /** One comes. */
  void take(long nowNs) {
    emptyAtNs = (begun && emptyAtNs - nowNs > 0 ? emptyAtNs : nowNs) + intervalNs;
    begun = true;
  }
}
