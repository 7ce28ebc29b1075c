package io.vipgate.bench.report;

import java.util.Locale;

/** Numbers to be read by people: three digits that matter, thousands apart. */
final class Numbers {
  private static final double NO_DIGITS = 100;
  private static final double ONE_DIGIT = 10;

  private Numbers() {}

  static String text(double value) {
    double size = Math.abs(value);
    if (size >= NO_DIGITS || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= ONE_DIGIT ? "%.1f" : "%.2f", value);
  }
}
