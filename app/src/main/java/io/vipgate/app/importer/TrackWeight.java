package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import java.util.Optional;

/**
 * What the result of something tracked adds to the priority.
 *
 * @param value −254 to 254; 0: its failure is a fault
 * @param isReverse whether up takes the place of down
 */
record TrackWeight(int value, boolean isReverse) {
  private static final int MAX = 254;

  /** From {@code … weight N [reverse]}; empty if there is no weight that ours may have. */
  static Optional<TrackWeight> read(Statement statement) {
    List<String> words = statement.words().stream().map(Word::text).toList();
    int at = words.indexOf("weight");
    if (at < 0 || at + 1 == words.size()) {
      return Optional.empty();
    }
    boolean isReverse = words.contains("reverse");
    return Numbers.parse(words.get(at + 1), -MAX, MAX)
        .map(value -> new TrackWeight(value, isReverse));
  }

  /** Whether the statement has a weight at all. */
  static boolean isIn(Statement statement) {
    return statement.words().stream().map(Word::text).anyMatch("weight"::equals);
  }
}
