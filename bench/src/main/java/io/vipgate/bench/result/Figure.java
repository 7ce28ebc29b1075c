package io.vipgate.bench.result;

import io.vipgate.bench.stat.Samples;

/**
 * What one contender did in one cell, by one metric.
 *
 * @param cell such as {@code data/request}
 * @param contender such as {@code vipgate}, {@code haproxy-2t}
 * @param metric such as {@code rate}
 * @param command what made the figure, as typed in the client's namespace
 */
public record Figure(
    String cell,
    String contender,
    String metric,
    String unit,
    Better better,
    Samples samples,
    String command) {
  /** Which way is good. */
  public enum Better {
    HIGHER,
    LOWER
  }
}
