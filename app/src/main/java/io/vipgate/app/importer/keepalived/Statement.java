package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.util.List;
import java.util.Optional;

/**
 * A line of keepalived.conf, with the block that follows it.
 *
 * @param words at least one
 * @param block what stands between its braces; empty when it has none
 */
public record Statement(List<Word> words, Optional<List<Statement>> block) {
  public Statement {
    words = List.copyOf(words);
    block = block.map(List::copyOf);
  }

  public String keyword() {
    return words.get(0).text();
  }

  public SourceLine at() {
    return words.get(0).at();
  }

  /** The words after the keyword. */
  public List<Word> arguments() {
    return words.subList(1, words.size());
  }

  /** The first word after the keyword. */
  public Optional<Word> argument() {
    return arguments().stream().findFirst();
  }

  /** The statements of its block, none if it has no block. */
  public List<Statement> children() {
    return block.orElse(List.of());
  }

  /** The last statement of its block with that keyword: keepalived lets the last one win. */
  public Optional<Statement> child(String keyword) {
    return children().stream()
        .filter(child -> child.keyword().equals(keyword))
        .reduce((earlier, later) -> later);
  }

  /** All of its block with that keyword. */
  public List<Statement> children(String keyword) {
    return children().stream().filter(child -> child.keyword().equals(keyword)).toList();
  }
}
