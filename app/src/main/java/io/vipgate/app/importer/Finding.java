package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;

/**
 * What became of a line, or what is wrong with it.
 *
 * @param statement the line in short; never a password
 * @param says why, and what happens instead
 */
public record Finding(Fate fate, SourceLine at, String statement, String says) {

  /** Whether a person has to decide about it: something was lost, or the input has a trap. */
  public boolean isWarning() {
    return fate.warns();
  }

  /** {@code file:line: statement: fate: why}. */
  @Override
  public String toString() {
    return "%s: %s".formatted(at, withoutPlace());
  }

  String withoutPlace() {
    return says.isEmpty()
        ? "%s: %s".formatted(statement, fate.label())
        : "%s: %s: %s".formatted(statement, fate.label(), says);
  }
}
