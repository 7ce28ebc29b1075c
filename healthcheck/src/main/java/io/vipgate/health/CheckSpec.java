package io.vipgate.health;

import io.vipgate.health.probe.ProbeSpec;

/**
 * How one server is checked.
 *
 * @param probe what one look is
 * @param intervalNs nanoseconds from the start of one probe to the start of the next; 10 ms to 1
 *     day
 * @param rise results in a row that it takes to come up; at least 1
 * @param fall results in a row that it takes to go down; at least 1
 */
public record CheckSpec(ProbeSpec probe, long intervalNs, int rise, int fall) {
  private static final long MIN_INTERVAL_NS = 10_000_000L;
  private static final long MAX_INTERVAL_NS = 86_400_000_000_000L;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public CheckSpec {
    if (intervalNs < MIN_INTERVAL_NS || intervalNs > MAX_INTERVAL_NS) {
      throw new IllegalArgumentException(
          "interval: value: %d ns (expected: 10 ms to 1 day)".formatted(intervalNs));
    }
    HealthTracker.requirePositive("rise", rise);
    HealthTracker.requirePositive("fall", fall);
  }
}
