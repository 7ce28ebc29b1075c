package io.vipgate.lab.takeover;

import java.time.Duration;
import java.util.List;

/**
 * What many measured times come to.
 *
 * @param sorted at least one, ascending
 */
public record Figures(List<Duration> sorted) {
  private static final int PERCENT = 100;

  public Figures {
    sorted = sorted.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("times: value: none (expected: one or more)");
    }
  }

  public Duration median() {
    return percentile(50);
  }

  /** The smallest one that so many percent are not above (nearest rank). */
  public Duration percentile(int percent) {
    int rank = (sorted.size() * percent + PERCENT - 1) / PERCENT;
    return sorted.get(Math.max(1, rank) - 1);
  }

  public Duration max() {
    return sorted.get(sorted.size() - 1);
  }

  @Override
  public String toString() {
    return "median %s, p99 %s, max %s of %d"
        .formatted(
            Takeover.ms(median()), Takeover.ms(percentile(99)), Takeover.ms(max()), sorted.size());
  }
}
