package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.keepalived.Token.Kind;
import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SyntaxProblem;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads keepalived.conf as keepalived 2.2 does (keepalived.conf(5)). It knows no keyword: every
 * line is a statement, and braces after it are its block.
 */
public final class KeepalivedParser {
  private final List<Token> tokens;
  private final List<SyntaxProblem> problems;
  private int next;

  private KeepalivedParser(List<Token> tokens, List<SyntaxProblem> problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /** Reads a file and what it includes. */
  public static KeepalivedConfig parse(SourceFile file, Includes includes) {
    LineReader lines = new LineReader(includes);
    lines.read(file);
    KeepalivedParser parser = new KeepalivedParser(lines.tokens(), lines.problems());
    List<Statement> statements = parser.topLevel();
    return new KeepalivedConfig(file.name(), statements, parser.problems);
  }

  private List<Statement> topLevel() {
    List<Statement> statements = new ArrayList<>();
    while (true) {
      statements.addAll(statements());
      if (next == tokens.size()) {
        return statements;
      }
      problem(tokens.get(next++).word(), "}", "a { before it");
    }
  }

  /** Statements up to the closing brace, which stays, or to the end. */
  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    while (true) {
      skipEndsOfLines();
      if (next == tokens.size() || is(Kind.CLOSE)) {
        return statements;
      }
      if (is(Kind.OPEN)) {
        problem(tokens.get(next).word(), "{", "a keyword before it");
        block(tokens.get(next).word());
        continue;
      }
      statements.add(statement());
    }
  }

  private Statement statement() {
    List<Word> words = new ArrayList<>();
    while (next < tokens.size() && is(Kind.WORD)) {
      words.add(tokens.get(next++).word());
    }
    int afterWords = next;
    skipEndsOfLines();
    if (next < tokens.size() && is(Kind.OPEN)) {
      return new Statement(words, Optional.of(block(words.get(0))));
    }
    next = afterWords;
    return new Statement(words, Optional.empty());
  }

  private List<Statement> block(Word owner) {
    next++;
    List<Statement> statements = statements();
    if (next == tokens.size()) {
      problem(owner, owner.text() + " {", "a } at its end");
    } else {
      next++;
    }
    return statements;
  }

  private void skipEndsOfLines() {
    while (next < tokens.size() && is(Kind.END_OF_LINE)) {
      next++;
    }
  }

  private boolean is(Kind kind) {
    return tokens.get(next).kind() == kind;
  }

  private void problem(Word at, String value, String expected) {
    problems.add(new SyntaxProblem(at.at(), value, expected));
  }
}
