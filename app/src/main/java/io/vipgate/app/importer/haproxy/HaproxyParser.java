package io.vipgate.app.importer.haproxy;

import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads haproxy.cfg as HAProxy 2.6 does (configuration manual, sections 2.1 to 2.4). */
public final class HaproxyParser {
  private static final Set<String> SECTIONS =
      Set.of(
          "global",
          "defaults",
          "frontend",
          "backend",
          "listen",
          "peers",
          "resolvers",
          "mailers",
          "userlist",
          "program",
          "http-errors",
          "cache",
          "ring",
          "log-forward",
          "fcgi-app");
  private static final Set<String> NAMED = Set.of("frontend", "backend", "listen");

  private final Function<String, Optional<String>> environment;
  private final List<HaproxySection> sections = new ArrayList<>();
  private final List<SyntaxProblem> problems = new ArrayList<>();
  private final List<HaproxyLine> lines = new ArrayList<>();
  private Optional<HaproxyLine> header = Optional.empty();

  private HaproxyParser(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @param environment the variables that double quotes may name
   */
  public static HaproxyConfig parse(
      SourceFile file, Function<String, Optional<String>> environment) {
    HaproxyParser parser = new HaproxyParser(environment);
    List<String> texts = file.text().lines().toList();
    for (int i = 0; i < texts.size(); i++) {
      parser.readLine(texts.get(i), new SourceLine(file.name(), i + 1));
    }
    parser.endSection();
    return new HaproxyConfig(file.name(), parser.sections, parser.problems);
  }

  private void readLine(String text, SourceLine at) {
    WordSplitter splitter = new WordSplitter(text, at, environment);
    splitter.problem().ifPresent(problems::add);
    if (splitter.words().isEmpty()) {
      return;
    }
    HaproxyLine line = new HaproxyLine(splitter.words());
    String keyword = line.words().get(0).text();
    if (keyword.startsWith(".")) {
      problem(at, keyword, "a file without conditional blocks: keep the lines of this machine");
    } else if (SECTIONS.contains(keyword)) {
      beginSection(line);
    } else if (header.isEmpty()) {
      problem(at, keyword, "a section before it, such as global, defaults or listen NAME");
    } else {
      lines.add(line);
    }
  }

  private void beginSection(HaproxyLine line) {
    endSection();
    header = Optional.of(line);
    String kind = line.words().get(0).text();
    if (NAMED.contains(kind) && line.words().size() < 2) {
      problem(line.at(), kind, kind + " NAME");
    }
  }

  private void endSection() {
    header.ifPresent(first -> sections.add(new HaproxySection(first, lines)));
    lines.clear();
  }

  private void problem(SourceLine at, String value, String expected) {
    problems.add(new SyntaxProblem(at, value, expected));
  }
}
