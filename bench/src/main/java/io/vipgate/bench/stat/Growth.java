package io.vipgate.bench.stat;

import java.util.ArrayList;
import java.util.List;

/**
 * How a cost grows with a size: the power law {@code cost = factor * size^exponent} that fits best
 * (least squares of the logarithms). An exponent of 0 is constant, 1 linear.
 *
 * @param fit the part of the logarithms' variance that the law explains, 0 to 1; of a constant cost
 *     there is none to explain, and it says nothing
 */
public record Growth(double factor, double exponent, double fit) {
  /** One size and what it cost; both above 0. */
  public record Point(double size, double cost) {}

  /** Fits at least two points of different sizes; costs below {@code floor} count as that. */
  public static Growth of(List<Point> points, double floor) {
    List<Point> logs = new ArrayList<>();
    for (Point point : points) {
      logs.add(new Point(Math.log(point.size()), Math.log(Math.max(point.cost(), floor))));
    }
    double meanX = logs.stream().mapToDouble(Point::size).average().orElseThrow();
    double meanY = logs.stream().mapToDouble(Point::cost).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Point log : logs) {
      xx += (log.size() - meanX) * (log.size() - meanX);
      xy += (log.size() - meanX) * (log.cost() - meanY);
      yy += (log.cost() - meanY) * (log.cost() - meanY);
    }
    if (xx == 0) {
      throw new IllegalArgumentException("growth: value: one size (expected: at least two)");
    }
    double exponent = xy / xx;
    return new Growth(
        Math.exp(meanY - exponent * meanX), exponent, yy == 0 ? 1 : exponent * xy / yy);
  }
}
