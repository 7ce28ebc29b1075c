package io.vipgate.app.importer.source;

/**
 * One word of an input file, without its quotes and escapes.
 *
 * @param isCut whether a comment character ended it, with nothing between: {@code secret#1}
 */
public record Word(String text, SourceLine at, boolean isCut) {
  public Word(String text, SourceLine at) {
    this(text, at, false);
  }
}
