package io.vipgate.bench;

/**
 * How long it may take.
 *
 * @param rounds of each contender in a cell, interleaved
 * @param loadSeconds of load in a round
 * @param tries of each failure
 * @param takeovers of each way to fail of which a p99 is wanted
 * @param enduranceMinutes of faults; 0 for one fault
 */
public record Mode(
    String name, int rounds, int loadSeconds, int tries, int takeovers, int enduranceMinutes) {
  /** Under five minutes: ratios of costs hold, tails of distributions do not. */
  public static final Mode QUICK = new Mode("quick", 5, 1, 4, 20, 0);

  /** Three hours, on a quiet machine. */
  public static final Mode FULL = new Mode("full", 7, 2, 20, 100, 30);

  /** Whether all variants, sizes and failures are measured, and not only the telling ones. */
  public boolean isFull() {
    return this.name.equals(FULL.name);
  }
}
