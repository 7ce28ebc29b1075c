package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.keepalived.Token.Kind;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words and braces. A word in double quotes may hold anything but one; a quote
 * begins a word wherever it stands; braces need no space around them.
 */
final class Tokenizer {
  private Tokenizer() {}

  /** The tokens, an end of line last; none if a quote is not closed. */
  static List<Token> tokens(String text, SourceLine at) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '{' || c == '}') {
        tokens.add(new Token(c == '{' ? Kind.OPEN : Kind.CLOSE, new Word(String.valueOf(c), at)));
        i++;
      } else if (c == '"') {
        int end = text.indexOf('"', i + 1);
        if (end < 0) {
          return List.of();
        }
        tokens.add(new Token(Kind.WORD, new Word(text.substring(i + 1, end), at)));
        i = end + 1;
      } else {
        int end = endOfWord(text, i);
        tokens.add(new Token(Kind.WORD, new Word(text.substring(i, end), at)));
        i = end;
      }
    }
    tokens.add(new Token(Kind.END_OF_LINE, new Word("", at)));
    return tokens;
  }

  private static int endOfWord(String text, int from) {
    int i = from;
    while (i < text.length()
        && !Character.isWhitespace(text.charAt(i))
        && "{}\"".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
