package io.vipgate.bench.result;

import io.vipgate.bench.result.Figure.Better;
import io.vipgate.bench.stat.Samples;

/** Figures for tests. */
final class Given {
  private Given() {}

  /** Of a rate more is better, of all else less. */
  static Figure figure(String cell, String contender, String metric, double... samples) {
    Better better = metric.equals("rate") ? Better.HIGHER : Better.LOWER;
    return new Figure(cell, contender, metric, "unit", better, Samples.of(samples), "command");
  }
}
