package io.vipgate.app.runtime;

/**
 * Tells when work that took much of a CPU is over: a storm of connections, a reload. Goes by what
 * the process takes from one look to the next; load that goes on is not over, however high it is.
 */
final class Lull {
  /** Less than two hundredths of a CPU is what checks and a scrape of metrics take. */
  private static final double MUCH = 0.02;

  private static final int TIMES_LESS = 4;

  /** The greatest share since the last lull began. */
  private double peak;

  /**
   * Takes note of a look.
   *
   * @param share of a CPU that was taken since the look before, 1 for all of one
   * @return whether a lull begins
   */
  boolean begins(double share) {
    if (peak >= MUCH && share <= peak / TIMES_LESS) {
      peak = share;
      return true;
    }
    peak = Math.max(peak, share);
    return false;
  }
}
