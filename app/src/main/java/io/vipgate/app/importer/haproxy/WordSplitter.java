package io.vipgate.app.importer.haproxy;

import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.SyntaxProblem;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits one line (configuration manual, sections 2.2 and 2.3).
 *
 * <pre>
 *  \x       a space, #, quote or backslash as such; \n \r \t and \xHH; another backslash stays
 *  "..."    spaces, # and ' as such; variables are replaced
 *  '...'    everything as such
 *  #        outside of quotes the line ends here, also inside a word
 * </pre>
 */
final class WordSplitter {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_.]*)(?:-([^}]*))?}|([A-Za-z_][A-Za-z0-9_]*))");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");

  private final String line;
  private final SourceLine at;
  private final Function<String, Optional<String>> environment;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private Optional<SyntaxProblem> problem = Optional.empty();
  private boolean inWord;
  private char quote;
  private int position;

  WordSplitter(String line, SourceLine at, Function<String, Optional<String>> environment) {
    this.line = line;
    this.at = at;
    this.environment = environment;
    split();
  }

  List<Word> words() {
    return words;
  }

  Optional<SyntaxProblem> problem() {
    return problem;
  }

  private void split() {
    boolean isCut = false;
    while (position < line.length()) {
      char c = line.charAt(position);
      if (c == '#' && quote == 0) {
        isCut = inWord;
        break;
      }
      step(c);
    }
    endWord(isCut);
    if (quote != 0) {
      problem = Optional.of(new SyntaxProblem(at, "an unmatched " + quote, "a second one"));
    }
  }

  private void step(char c) {
    if (quote == '\'' && c != '\'') {
      append(c);
    } else if (c == '\\') {
      escape();
    } else if (c == quote) {
      quote = 0;
      position++;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      inWord = true;
      position++;
    } else if (quote == 0 && Character.isWhitespace(c)) {
      endWord(false);
      position++;
    } else if (quote == '"' && c == '$') {
      variable();
    } else {
      append(c);
    }
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
    position++;
  }

  private void escape() {
    char next = position + 1 < line.length() ? line.charAt(position + 1) : 0;
    inWord = true;
    position += 2;
    switch (next) {
      case ' ', '#', '\\', '"', '\'' -> word.append(next);
      case 'n' -> word.append('\n');
      case 'r' -> word.append('\r');
      case 't' -> word.append('\t');
      case 'x' -> hex();
      case '$' -> word.append(quote == '"' ? "$" : "\\$");
      case 0 -> word.append('\\');
      default -> word.append('\\').append(next);
    }
  }

  private void hex() {
    Matcher digits = HEX.matcher(line).region(position, Math.min(position + 2, line.length()));
    if (!digits.matches()) {
      problem = Optional.of(new SyntaxProblem(at, "\\x", "two hexadecimal digits after it"));
      return;
    }
    word.append((char) Integer.parseInt(digits.group(), 16));
    position += 2;
  }

  private void variable() {
    Matcher matcher = VARIABLE.matcher(line).region(position, line.length());
    if (!matcher.lookingAt()) {
      append('$');
      return;
    }
    String name = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    Optional<String> value =
        environment.apply(name).or(() -> Optional.ofNullable(matcher.group(2)));
    if (value.isEmpty()) {
      problem =
          Optional.of(
              new SyntaxProblem(
                  at,
                  "$" + name,
                  "the variable in the environment of this command: " + name + "=…"));
    }
    inWord = true;
    word.append(value.orElse(""));
    position = matcher.end();
  }

  private void endWord(boolean isCut) {
    if (inWord) {
      words.add(new Word(word.toString(), at, isCut));
    }
    word.setLength(0);
    inWord = false;
  }
}
