package io.vipgate.bench.result;

import io.vipgate.bench.stat.Samples;

/**
 * What one contender did in one cell, by one metric.
 *
 * @param cell such as {@code data/request}
 * @param contender such as {@code vipgate}, {@code haproxy-2t}
 * @param metric such as {@code rate}
 * @param command what made the figure, as typed in the client's namespace
 * @param cappedFrom samples from this one on were cut off: they are at least that, and infinity if
 *     none was
 */
public record Figure(
    String cell,
    String contender,
    String metric,
    String unit,
    Better better,
    Samples samples,
    String command,
    double cappedFrom) {
  /** One of which no sample was cut off. */
  public Figure(
      String cell,
      String contender,
      String metric,
      String unit,
      Better better,
      Samples samples,
      String command) {
    this(cell, contender, metric, unit, better, samples, command, Double.POSITIVE_INFINITY);
  }

  /** Whether a value of its samples may have been greater. */
  public boolean isCapped(double value) {
    return value >= cappedFrom;
  }

  /** Which way is good. */
  public enum Better {
    HIGHER,
    LOWER
  }
}
