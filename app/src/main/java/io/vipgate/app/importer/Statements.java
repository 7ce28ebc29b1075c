package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import java.util.Optional;

/** Fates of statements of keepalived.conf, in one go with what their blocks hold. */
final class Statements {
  private static final int SHOWN_LENGTH = 60;

  private Statements() {}

  /** The statement in short. */
  static String shown(Statement statement) {
    return shortened(String.join(" ", statement.words().stream().map(Word::text).toList()));
  }

  /** On one line: a value may hold the end of one, and must not begin a line of its own. */
  static String shortened(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ");
    return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH - 1) + "…";
  }

  /** By the table; lost if it is not in there. */
  static void judge(Statement statement, Verdicts table, Ledger ledger) {
    judge(statement, table.find(statement.keyword()), ledger);
  }

  static void judge(Statement statement, Optional<Verdict> verdict, Ledger ledger) {
    Verdict fate =
        verdict.orElse(new Verdict(Fate.LOST, "not known to this importer: nothing replaces it"));
    ledger.add(fate, statement.at(), shown(statement));
    addAll(
        statement.children(),
        fate.fate().warns() ? Fate.NOT_NEEDED : fate.fate(),
        statement,
        ledger);
  }

  /** What a block holds, when the fate of the block says it all. */
  private static void addAll(
      List<Statement> statements, Fate fate, Statement owner, Ledger ledger) {
    for (Statement statement : statements) {
      ledger.add(fate, statement.at(), shown(statement), "with " + owner.keyword());
      addAll(statement.children(), fate, owner, ledger);
    }
  }

  /** The lines of a block that is carried over in another way. */
  static void with(Statement owner, Fate fate, Ledger ledger) {
    addAll(owner.children(), fate, owner, ledger);
  }
}
