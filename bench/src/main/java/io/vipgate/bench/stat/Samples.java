package io.vipgate.bench.stat;

import java.util.Arrays;
import java.util.List;

/** Values of one figure, one a round or a try, in the order in which they were taken. */
public record Samples(List<Double> values) {
  public Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("samples: value: none (expected: at least one)");
    }
  }

  public static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  public double median() {
    return quantile(0.5);
  }

  public double min() {
    return quantile(0);
  }

  public double max() {
    return quantile(1);
  }

  /** The nearest value of which a part {@code q} (0 to 1) lies below; between two, their mean. */
  public double quantile(double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double at = q * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /**
   * How far single values lie from the median, as a part of it: the median absolute deviation over
   * the median. 0 if the median is 0.
   */
  public double noise() {
    double median = median();
    if (median == 0) {
      return 0;
    }
    List<Double> deviations = values.stream().map(v -> Math.abs(v - median)).toList();
    return new Samples(deviations).median() / Math.abs(median);
  }

  /** These over those, round by round; for rounds that were interleaved. */
  public Samples over(Samples other) {
    int rounds = Math.min(values.size(), other.values.size());
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = values.get(i) / other.values.get(i);
    }
    return of(ratios);
  }
}
