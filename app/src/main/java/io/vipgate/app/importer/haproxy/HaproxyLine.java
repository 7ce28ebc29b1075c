package io.vipgate.app.importer.haproxy;

import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import java.util.Optional;

/**
 * A line of haproxy.cfg.
 *
 * @param words at least one
 */
public record HaproxyLine(List<Word> words) {
  public HaproxyLine {
    words = List.copyOf(words);
  }

  public SourceLine at() {
    return words.get(0).at();
  }

  /** The word at that place, from 0. */
  public Optional<String> word(int index) {
    return index < words.size() ? Optional.of(words.get(index).text()) : Optional.empty();
  }

  /** Whether it begins so. */
  public boolean startsWith(String... beginning) {
    for (int i = 0; i < beginning.length; i++) {
      if (!word(i).equals(Optional.of(beginning[i]))) {
        return false;
      }
    }
    return true;
  }

  /** The words as text, with one space between. */
  public String text() {
    return String.join(" ", words.stream().map(Word::text).toList());
  }
}
