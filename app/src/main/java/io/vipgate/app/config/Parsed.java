package io.vipgate.app.config;

import java.util.function.Function;

/** What a text turned out to be. */
sealed interface Parsed<T> {

  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * Something else.
   *
   * @param expected what would be right, with the remedy
   */
  record Refused<T>(String expected) implements Parsed<T> {}

  static <T> Parsed<T> valid(T value) {
    return new Valid<>(value);
  }

  static <T> Parsed<T> refused(String expected) {
    return new Refused<>(expected);
  }

  /** What {@code next} makes of the value, or the same refusal. */
  default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
    if (this instanceof Valid<T> valid) {
      return next.apply(valid.value());
    }
    return refused(((Refused<T>) this).expected());
  }
}
