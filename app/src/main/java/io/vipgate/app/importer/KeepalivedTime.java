package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** A TIMER of keepalived.conf(5): seconds, with up to six decimals. */
final class KeepalivedTime {
  private static final int NANO_DIGITS = 9;

  private KeepalivedTime() {}

  static Optional<Duration> parse(String text) {
    return text.matches("\\d{1,6}(\\.\\d{1,6})?")
        ? Optional.of(
            Duration.ofNanos(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact()))
        : Optional.empty();
  }

  /** The time that is the statement's first argument. */
  static Optional<Sourced<Duration>> of(Statement statement) {
    return statement
        .argument()
        .flatMap(word -> parse(word.text()).map(time -> Sourced.from(word, time)));
  }

  /** That of a statement within a block. */
  static Optional<Sourced<Duration>> child(Statement block, String keyword) {
    return block.child(keyword).flatMap(KeepalivedTime::of);
  }

  /** The number that is a statement's first argument, within a block. */
  static Optional<Sourced<Integer>> number(Statement block, String keyword, int min, int max) {
    return block
        .child(keyword)
        .flatMap(Statement::argument)
        .flatMap(word -> number(word, min, max));
  }

  private static Optional<Sourced<Integer>> number(Word word, int min, int max) {
    return Numbers.parse(word.text(), min, max).map(value -> Sourced.from(word, value));
  }
}
