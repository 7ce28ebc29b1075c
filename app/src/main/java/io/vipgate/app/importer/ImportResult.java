package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SyntaxProblem;
import java.util.List;

/** What became of the files. */
public sealed interface ImportResult {

  /**
   * A configuration.
   *
   * @param config the text of a vipgate.conf
   * @param findings what became of each line of the input, file by file
   */
  record Imported(String config, List<Finding> findings) implements ImportResult {
    public Imported {
      findings = List.copyOf(findings);
    }

    /** What was lost, and the traps. */
    public List<Finding> warnings() {
      return findings.stream().filter(Finding::isWarning).toList();
    }
  }

  /**
   * No configuration: the input cannot be read.
   *
   * @param problems why, at least one
   */
  record Refused(List<SyntaxProblem> problems) implements ImportResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * No configuration: the input can be read, but nothing in it can be carried over.
   *
   * @param findings why
   */
  record Nothing(List<Finding> findings) implements ImportResult {
    public Nothing {
      findings = List.copyOf(findings);
    }
  }
}
