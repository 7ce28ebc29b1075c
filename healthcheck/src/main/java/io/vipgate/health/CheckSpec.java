package io.vipgate.health;

import io.vipgate.health.probe.ProbeSpec;

/**
 * How one server is checked.
 *
 * @param probe what one look is
 * @param cadence how often it is looked at
 * @param rise results in a row that it takes to come up; at least 1
 * @param fall results in a row that it takes to go down; at least 1
 */
public record CheckSpec(ProbeSpec probe, Cadence cadence, int rise, int fall) {

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public CheckSpec {
    HealthTracker.requirePositive("rise", rise);
    HealthTracker.requirePositive("fall", fall);
  }

  /** Always at the same interval, see {@link Cadence#intervalNs}. */
  public CheckSpec(ProbeSpec probe, long intervalNs, int rise, int fall) {
    this(probe, Cadence.every(intervalNs), rise, fall);
  }
}
