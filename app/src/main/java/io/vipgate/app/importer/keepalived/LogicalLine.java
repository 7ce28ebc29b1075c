package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.SourceLine;

/**
 * A line without its comment and the white space around it.
 *
 * @param isCut whether the comment followed the last word with nothing between
 */
record LogicalLine(String text, SourceLine at, boolean isCut) {

  /**
   * Takes the comment off. {@code !} and {@code #} begin one unless they are in double quotes or
   * after a backslash, which is then taken off, too (keepalived.conf(5), "Comments").
   */
  static LogicalLine of(String raw, SourceLine at) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length()) {
        char next = raw.charAt(++i);
        if (quoted || !isCommentSign(next)) {
          text.append(c);
        }
        text.append(next);
        continue;
      }
      if (!quoted && isCommentSign(c)) {
        return new LogicalLine(text.toString().strip(), at, endsInWord(text));
      }
      quoted ^= c == '"';
      text.append(c);
    }
    return new LogicalLine(text.toString().strip(), at, false);
  }

  private static boolean isCommentSign(char c) {
    return c == '!' || c == '#';
  }

  private static boolean endsInWord(CharSequence text) {
    if (text.isEmpty()) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    return !Character.isWhitespace(last) && last != '{' && last != '}' && last != '"';
  }
}
