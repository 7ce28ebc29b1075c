package io.vipgate.app.importer.haproxy;

import io.vipgate.app.importer.source.SyntaxProblem;
import java.util.List;

/**
 * What a haproxy.cfg says.
 *
 * @param file its name
 * @param problems what could not be read; the sections are then not all there is
 */
public record HaproxyConfig(
    String file, List<HaproxySection> sections, List<SyntaxProblem> problems) {
  public HaproxyConfig {
    sections = List.copyOf(sections);
    problems = List.copyOf(problems);
  }
}
