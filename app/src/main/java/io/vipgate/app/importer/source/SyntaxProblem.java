package io.vipgate.app.importer.source;

/**
 * Why an input file cannot be read.
 *
 * @param value what was found
 * @param expected what would be right, with the remedy
 */
public record SyntaxProblem(SourceLine at, String value, String expected) {

  /** {@code file:line: value: X (expected: Y)}. */
  @Override
  public String toString() {
    return "%s: value: %s (expected: %s)".formatted(at, value, expected);
  }
}
