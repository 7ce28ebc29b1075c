package io.vipgate.app.importer.source;

/**
 * A line of an input file.
 *
 * @param file as the user named it, or as an include did
 * @param line from 1
 */
public record SourceLine(String file, int line) {

  /** {@code file:line}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
