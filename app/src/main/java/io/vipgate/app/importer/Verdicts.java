package io.vipgate.app.importer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of keywords and their fates. Each of its lines reads {@code fate | keywords | why}; in a
 * keyword a star at its end stands for everything that begins so.
 */
final class Verdicts {
  private final Map<String, Verdict> exact = new HashMap<>();
  private final Map<String, Verdict> prefixes = new HashMap<>();

  private Verdicts() {}

  static Verdicts of(String table) {
    Verdicts verdicts = new Verdicts();
    table.lines().filter(line -> !line.isBlank()).forEach(verdicts::addRow);
    return verdicts;
  }

  private void addRow(String row) {
    String[] columns = row.split("\\|", 3);
    if (columns.length != 3) {
      throw new IllegalArgumentException("verdict: value: " + row + " (expected: three columns)");
    }
    Fate fate = Fate.valueOf(columns[0].strip().toUpperCase(Locale.ROOT));
    Verdict verdict = new Verdict(fate, columns[2].strip());
    Arrays.stream(columns[1].strip().split(",\\s*")).forEach(keyword -> put(keyword, verdict));
  }

  private void put(String keyword, Verdict verdict) {
    if (keyword.endsWith("*")) {
      prefixes.put(keyword.substring(0, keyword.length() - 1), verdict);
    } else {
      exact.put(keyword, verdict);
    }
  }

  /** The verdict on a keyword; that of the longest prefix if it is not in the table itself. */
  Optional<Verdict> find(String name) {
    Verdict verdict = exact.get(name);
    if (verdict != null) {
      return Optional.of(verdict);
    }
    return prefixes.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .max(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }
}
