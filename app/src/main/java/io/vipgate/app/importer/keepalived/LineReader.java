package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.SyntaxProblem;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes tokens of a file and of what it includes: comments, continued lines and definitions. */
final class LineReader {
  private static final Pattern INCLUDE = Pattern.compile("include[a-z]*\\s+\"?([^\"]+?)\"?");
  private static final int MAX_INCLUDE_DEPTH = 10;

  private final Includes includes;
  private final Definitions definitions = new Definitions();
  private final List<Token> tokens = new ArrayList<>();
  private final List<SyntaxProblem> problems = new ArrayList<>();

  LineReader(Includes includes) {
    this.includes = includes;
  }

  List<Token> tokens() {
    return tokens;
  }

  List<SyntaxProblem> problems() {
    return problems;
  }

  void read(SourceFile file) {
    read(file, 0);
  }

  private void read(SourceFile file, int depth) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      SourceLine at = new SourceLine(file.name(), i + 1);
      LogicalLine line = LogicalLine.of(lines.get(i), at);
      StringBuilder text = new StringBuilder(line.text());
      // A definition of several lines is used as several lines; anything else becomes one.
      String joint = line.text().startsWith("$") ? "\n" : " ";
      while (text.toString().endsWith("\\") && i + 1 < lines.size()) {
        text.setLength(text.length() - 1);
        line = LogicalLine.of(lines.get(++i), at);
        text.append(joint).append(line.text());
      }
      readLine(new LogicalLine(text.toString(), at, line.isCut()), depth);
    }
  }

  private void readLine(LogicalLine line, int depth) {
    if (line.text().isEmpty() || definitions.add(line.text())) {
      return;
    }
    if (line.text().startsWith("@")) {
      problem(line, line.text(), "a file without @ conditions: keep the lines of this machine");
      return;
    }
    if (line.text().startsWith("~")) {
      problem(line, line.text(), "a file without ~SEQ and ~LST: write the lines out");
      return;
    }
    Matcher include = INCLUDE.matcher(line.text());
    if (include.matches()) {
      include(line, include.group(1), depth);
      return;
    }
    definitions
        .expand(line.text())
        .ifPresentOrElse(
            text -> text.lines().forEach(part -> tokenize(part, line)),
            () -> problem(line, line.text(), "definitions that do not use each other in a circle"));
  }

  private void include(LogicalLine line, String pattern, int depth) {
    List<SourceFile> files = includes.find(pattern, line.at().file());
    if (files.isEmpty() || depth == MAX_INCLUDE_DEPTH) {
      problem(
          line,
          "include " + pattern,
          files.isEmpty()
              ? "a readable file: copy it beside this one"
              : "includes at most %d deep".formatted(MAX_INCLUDE_DEPTH));
      return;
    }
    files.forEach(file -> read(file, depth + 1));
  }

  private void tokenize(String text, LogicalLine line) {
    List<Token> found = Tokenizer.tokens(text, line.at());
    if (found.isEmpty()) {
      problem(line, "an unmatched quote", "a \" at its end");
      return;
    }
    int last = found.size() - 2;
    if (line.isCut() && last >= 0 && found.get(last).kind() == Token.Kind.WORD) {
      String word = found.get(last).word().text();
      found.set(last, new Token(Token.Kind.WORD, new Word(word, line.at(), true)));
    }
    tokens.addAll(found);
  }

  private void problem(LogicalLine line, String value, String expected) {
    problems.add(new SyntaxProblem(line.at(), value, expected));
  }
}
