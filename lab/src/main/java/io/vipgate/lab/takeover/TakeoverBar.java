package io.vipgate.lab.takeover;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the tries of one failure must come to.
 *
 * @param side where the time is measured: {@code client} or {@code VIP}
 * @param median at most
 * @param p99 at most; of fewer than a hundred tries that is the longest
 */
public record TakeoverBar(
    String side, Function<Takeover, Duration> time, Duration median, Duration p99) {

  /** From the client's first connect that failed to its next one that did not. */
  static TakeoverBar client(int medianMs, int p99Ms) {
    return new TakeoverBar(
        "client", Takeover::client, Duration.ofMillis(medianMs), Duration.ofMillis(p99Ms));
  }

  /** From the failure to the address on the other node. */
  static TakeoverBar vip(int medianMs, int p99Ms) {
    return new TakeoverBar(
        "VIP", Takeover::vip, Duration.ofMillis(medianMs), Duration.ofMillis(p99Ms));
  }

  /** Whether they are as they must be. */
  boolean isMet(List<Takeover> takeovers) {
    Figures figures = figures(takeovers);
    return figures.median().compareTo(median) <= 0 && figures.percentile(99).compareTo(p99) <= 0;
  }

  /** {@code client at most 45.0 ms, p99 80.0 ms: met}. */
  String verdict(List<Takeover> takeovers) {
    return String.format(
        Locale.ROOT,
        "%s at most %s, p99 %s: %s",
        side,
        Takeover.ms(median),
        Takeover.ms(p99),
        isMet(takeovers) ? "met" : "MISSED");
  }

  private Figures figures(List<Takeover> takeovers) {
    return new Figures(takeovers.stream().map(time).toList());
  }
}
