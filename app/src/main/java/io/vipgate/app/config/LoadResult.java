package io.vipgate.app.config;

import java.util.List;

/** What became of a configuration file. */
public sealed interface LoadResult {

  /**
   * It is valid.
   *
   * @param warnings what is valid but surely not meant, in the file's order
   */
  record Loaded(VipgateConfig config, List<Problem> warnings) implements LoadResult {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It is not valid.
   *
   * @param problems all of them, at least one, in the file's order
   */
  record Rejected(List<Problem> problems) implements LoadResult {
    /**
     * @throws IllegalArgumentException if there is no problem
     */
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("problems: value: none (expected: at least one)");
      }
    }
  }
}
