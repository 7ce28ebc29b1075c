package io.vipgate.health;

/**
 * How often one server is checked.
 *
 * @param intervalNs nanoseconds from the start of one probe to the start of the next, of a server
 *     that is ready and stays so; 10 ms to 1 day
 * @param changingNs the same while a change of verdict is under way: some of the results that it
 *     takes are there, and not yet all; as above
 * @param downNs the same of a server that is not ready and stays so; as above
 */
public record Cadence(long intervalNs, long changingNs, long downNs) {
  private static final long MIN_NS = 10_000_000L;
  private static final long MAX_NS = 86_400_000_000_000L;

  /**
   * @throws IllegalArgumentException if a time is out of range
   */
  public Cadence {
    require("interval", intervalNs);
    require("fast-interval", changingNs);
    require("down-interval", downNs);
  }

  /** Always the same. */
  public static Cadence every(long intervalNs) {
    return new Cadence(intervalNs, intervalNs, intervalNs);
  }

  private static void require(String name, long ns) {
    if (ns < MIN_NS || ns > MAX_NS) {
      throw new IllegalArgumentException(
          "%s: value: %d ns (expected: 10 ms to 1 day)".formatted(name, ns));
    }
  }
}
