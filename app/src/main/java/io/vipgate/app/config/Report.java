package io.vipgate.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong. */
final class Report {
  /** For reading a value again whose problems are reported already. */
  static final Report IGNORED = new Report(new SourceText(""), "");

  private static final String UNRESOLVED =
      "a substitution that refers to a key or an environment variable that is set";

  private record Finding(Place place, String path, String value, String expected) {}

  private final SourceText text;
  private final String shownAs;
  private final List<Finding> problems = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  /**
   * @param shownAs the main file as the user named it
   */
  Report(SourceText text, String shownAs) {
    this.text = text;
    this.shownAs = shownAs;
  }

  void problem(Place place, String path, String value, String expected) {
    if (this != IGNORED) {
      problems.add(new Finding(place, path, value, expected));
    }
  }

  /**
   * @param expected what would be right, if the value is not one that a substitution failed to give
   */
  void problem(Located at, String expected) {
    problem(at.place(), at.path(), at.shown(), at.isResolved() ? expected : UNRESOLVED);
  }

  void warning(Located at, String expected) {
    warnings.add(new Finding(at.place(), at.path(), at.shown(), expected));
  }

  boolean isClean() {
    return problems.isEmpty();
  }

  /** In the file's order. */
  List<Problem> problems() {
    return inOrder(problems);
  }

  /** In the file's order. */
  List<Problem> warnings() {
    return inOrder(warnings);
  }

  private List<Problem> inOrder(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::place, text.order()))
        .map(this::toProblem)
        .toList();
  }

  private Problem toProblem(Finding finding) {
    String file = finding.place.file();
    return new Problem(
        file.equals(text.mainFile()) ? shownAs : file,
        finding.place.line(),
        finding.path,
        finding.value,
        finding.expected);
  }
}
