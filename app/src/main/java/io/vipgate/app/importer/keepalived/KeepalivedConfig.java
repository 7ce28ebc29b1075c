package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.SyntaxProblem;
import java.util.List;

/**
 * What a keepalived.conf says, includes and definitions resolved.
 *
 * @param file its name
 * @param problems what could not be read; the statements are then not all there is
 */
public record KeepalivedConfig(
    String file, List<Statement> statements, List<SyntaxProblem> problems) {
  public KeepalivedConfig {
    statements = List.copyOf(statements);
    problems = List.copyOf(problems);
  }

  /** The top-level blocks of that kind. */
  public List<Statement> blocks(String keyword) {
    return statements.stream().filter(block -> block.keyword().equals(keyword)).toList();
  }
}
