package io.vipgate.app.importer;

import java.util.Optional;

/** Whole numbers of the input. */
final class Numbers {
  private Numbers() {}

  /** Empty if it is none, or out of range. */
  static Optional<Integer> parse(String text, int min, int max) {
    if (!text.matches("[+-]?\\d{1,9}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number < min || number > max ? Optional.empty() : Optional.of(number);
  }
}
