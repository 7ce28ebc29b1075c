package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;

/**
 * A value of the produced configuration.
 *
 * @param at the line that says so; for a default the line of its section
 * @param note the comment beside it: where it comes from, or whose default it is
 */
record Sourced<T>(T value, SourceLine at, String note) {

  static <T> Sourced<T> from(Word word, T value) {
    return at(word.at(), value);
  }

  static <T> Sourced<T> at(SourceLine line, T value) {
    return new Sourced<>(value, line, line.toString());
  }

  static <T> Sourced<T> byDefault(SourceLine section, T value, String whose) {
    return new Sourced<>(value, section, whose);
  }

  /** Another value in its place. */
  <U> Sourced<U> with(U other, String why) {
    return new Sourced<>(other, at, note + ": " + why);
  }
}
