package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects findings; the same one only once, although a {@code defaults} line is used often. */
final class Ledger {
  private final Set<Finding> findings = new LinkedHashSet<>();

  void add(Fate fate, SourceLine at, String statement, String says) {
    findings.add(new Finding(fate, at, Statements.shortened(statement), says));
  }

  void carried(SourceLine at, String statement, String says) {
    add(Fate.CARRIED, at, statement, says);
  }

  void replaced(SourceLine at, String statement, String says) {
    add(Fate.REPLACED, at, statement, says);
  }

  void notNeeded(SourceLine at, String statement, String says) {
    add(Fate.NOT_NEEDED, at, statement, says);
  }

  void lost(SourceLine at, String statement, String says) {
    add(Fate.LOST, at, statement, says);
  }

  void trap(SourceLine at, String statement, String says) {
    add(Fate.TRAP, at, statement, says);
  }

  void add(Verdict verdict, SourceLine at, String statement) {
    add(verdict.fate(), at, statement, verdict.says());
  }

  /** Whether anything is known of that line. */
  boolean isJudged(SourceLine at) {
    return findings.stream().anyMatch(finding -> finding.at().equals(at));
  }

  /** All of them; what was lost was not carried over, whatever else was found about the line. */
  List<Finding> findings() {
    return findings.stream()
        .filter(finding -> finding.fate() != Fate.CARRIED || !isLost(finding))
        .toList();
  }

  private boolean isLost(Finding carried) {
    return findings.stream()
        .anyMatch(
            other ->
                other.fate() == Fate.LOST
                    && other.at().equals(carried.at())
                    && other.statement().equals(carried.statement()));
  }
}
