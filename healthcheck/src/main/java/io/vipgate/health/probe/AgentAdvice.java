package io.vipgate.health.probe;

import org.jspecify.annotations.Nullable;

/**
 * How much a server wants to be given to do, in its own words or those of an agent that speaks for
 * it. What it says nothing of stays as it was.
 *
 * @param weightPercent of its weight, 1 or above; null: nothing is said
 * @param maxConnections how many connections it may have at once, 0 for any number; null: nothing
 *     is said
 */
public record AgentAdvice(@Nullable Integer weightPercent, @Nullable Integer maxConnections) {
  /** Says nothing. */
  public static final AgentAdvice NONE = new AgentAdvice(null, null);

  /** What counts after this, if {@code later} is said. */
  public AgentAdvice then(AgentAdvice later) {
    return new AgentAdvice(
        later.weightPercent == null ? weightPercent : later.weightPercent,
        later.maxConnections == null ? maxConnections : later.maxConnections);
  }
}
