package io.vipgate.bench.result;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the project has set itself, and whether it is met.
 *
 * @param source where the bar was set
 * @param what in words
 * @param direction whether the limit is from above or from below
 * @param unit of limit and value; "x" for a ratio
 * @param value how it follows from the figures; empty if it was not measured in this run
 */
public record Bar(
    String source,
    String what,
    Direction direction,
    double limit,
    String unit,
    Function<Figures, OptionalDouble> value) {
  /** Which side of the limit is good. */
  public enum Direction {
    AT_LEAST("at least"),
    AT_MOST("at most");

    private final String words;

    Direction(String words) {
      this.words = words;
    }
  }

  /** What became of it. */
  public enum Verdict {
    PASS,
    FAIL,
    NOT_MEASURED
  }

  /** The bar with the figure beside it. */
  public record Row(Bar bar, OptionalDouble value) {
    public Verdict verdict() {
      if (value.isEmpty()) {
        return Verdict.NOT_MEASURED;
      }
      boolean met =
          bar.direction == Direction.AT_LEAST
              ? value.getAsDouble() >= bar.limit
              : value.getAsDouble() <= bar.limit;
      return met ? Verdict.PASS : Verdict.FAIL;
    }

    /** The figure with its unit. */
    public String valueText() {
      return value.isEmpty() ? "" : Bar.text(value.getAsDouble(), bar.unit);
    }
  }

  static Bar atLeast(
      String source, String what, double limit, String unit, Function<Figures, OptionalDouble> v) {
    return new Bar(source, what, Direction.AT_LEAST, limit, unit, v);
  }

  static Bar atMost(
      String source, String what, double limit, String unit, Function<Figures, OptionalDouble> v) {
    return new Bar(source, what, Direction.AT_MOST, limit, unit, v);
  }

  public Row judge(Figures figures) {
    return new Row(this, value.apply(figures));
  }

  /** The limit in words. */
  public String limitText() {
    return direction.words + " " + text(limit, unit);
  }

  private static String text(double value, String unit) {
    return String.format(Locale.ROOT, "%.2f", value) + (unit.equals("x") ? "x" : " " + unit);
  }
}
