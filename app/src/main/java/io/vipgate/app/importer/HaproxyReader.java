package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.haproxy.HaproxySection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sections of haproxy.cfg: its proxies. */
final class HaproxyReader {
  private static final Verdict OTHER_SECTION =
      new Verdict(Fate.LOST, "a TCP proxy has no use for it: nothing replaces it");
  private static final Verdict STATS =
      new Verdict(
          Fate.REPLACED,
          "/, /status and /metrics of http.listen, 127.0.0.1:8404 unless set; /healthz and /readyz"
              + " for monitors");

  private final List<HaproxySection> sections;
  private final Set<String> balancers;
  private final Ledger ledger;
  private final LineJudge judge;
  private final Map<String, List<HaproxyLine>> namedDefaults = new HashMap<>();
  private final Map<HaproxySection, List<HaproxyLine>> defaultsOf = new HashMap<>();
  private final Set<HaproxySection> read = new HashSet<>();

  HaproxyReader(List<HaproxySection> sections, Set<String> balancers, Ledger ledger) {
    this.sections = sections;
    this.balancers = balancers;
    this.ledger = ledger;
    this.judge = new LineJudge(ledger);
  }

  List<ProxyDraft> proxies(Names names) {
    resolveDefaults();
    List<ProxyDraft> proxies = new ArrayList<>();
    for (HaproxySection section : sections) {
      boolean isProxy = section.kind().equals("listen") || section.kind().equals("frontend");
      if (isProxy && !ProxyReader.isStatsPage(section)) {
        readProxy(section, names).ifPresent(proxies::add);
      }
    }
    sections.forEach(this::judgeSection);
    return proxies;
  }

  /** The lines of the {@code defaults} that hold for each section: those named, or the last. */
  private void resolveDefaults() {
    List<HaproxyLine> last = List.of();
    for (HaproxySection section : sections) {
      List<HaproxyLine> unnamed = section.kind().equals("defaults") ? List.of() : last;
      List<HaproxyLine> inherited =
          section.from().map(name -> namedDefaults.getOrDefault(name, List.of())).orElse(unnamed);
      defaultsOf.put(section, inherited);
      if (section.kind().equals("defaults")) {
        last = joined(inherited, section.lines());
        List<HaproxyLine> lines = last;
        section.name().ifPresent(name -> namedDefaults.put(name, lines));
      }
    }
  }

  private static List<HaproxyLine> joined(List<HaproxyLine> first, List<HaproxyLine> then) {
    List<HaproxyLine> lines = new ArrayList<>(first);
    lines.addAll(then);
    return lines;
  }

  private List<HaproxyLine> linesOf(HaproxySection section) {
    return joined(defaultsOf.getOrDefault(section, List.of()), section.lines());
  }

  private Optional<ProxyDraft> readProxy(HaproxySection section, Names names) {
    Optional<HaproxySection> back =
        section.kind().equals("listen") ? Optional.of(section) : backend(section);
    if (back.isEmpty()) {
      ledger.lost(
          section.at(), section.header().text(), "left out: it has no backend for all connections");
      return Optional.empty();
    }
    read.add(section);
    read.add(back.get());
    Scope scope = new Scope(section, back.get(), linesOf(section), linesOf(back.get()));
    return new ProxyReader(scope, balancers, ledger).read(names);
  }

  private Optional<HaproxySection> backend(HaproxySection frontend) {
    List<HaproxyLine> lines = linesOf(frontend);
    return lines.stream()
        .filter(
            line ->
                line.startsWith("default_backend")
                    || (line.startsWith("use_backend") && line.words().size() == 2))
        .reduce((earlier, later) -> later)
        .flatMap(line -> line.word(1))
        .flatMap(
            name ->
                sections.stream()
                    .filter(
                        section ->
                            Set.of("backend", "listen").contains(section.kind())
                                && section.name().equals(Optional.of(name)))
                    .findFirst());
  }

  private void judgeSection(HaproxySection section) {
    switch (section.kind()) {
      case "global" -> {
        ledger.notNeeded(section.at(), section.header().text(), "see each line");
        section.lines().forEach(judge::judgeGlobal);
      }
      case "defaults" -> {
        ledger.carried(section.at(), section.header().text(), "into each proxy");
        judgeLines(section);
      }
      case "frontend", "backend", "listen" -> judgeProxySection(section);
      case "mailers" ->
          judge.judgeAll(section, new Verdict(Fate.REPLACED, "no mail is sent: alert on /metrics"));
      case "peers" ->
          judge.judgeAll(
              section, new Verdict(Fate.NOT_NEEDED, "there are no tables to share with peers"));
      case "resolvers" ->
          judge.judgeAll(
              section,
              new Verdict(
                  Fate.NOT_NEEDED, "names are those of dns-name, which the system looks up"));
      default -> judge.judgeAll(section, OTHER_SECTION);
    }
  }

  /** What the process as a whole may take. */
  List<Setting> daemon() {
    return sections.stream()
        .filter(section -> section.kind().equals("global"))
        .flatMap(section -> section.lines().stream())
        .filter(line -> line.startsWith("maxconn"))
        .reduce((earlier, later) -> later)
        .flatMap(HaproxyReader::limit)
        .stream()
        .toList();
  }

  private static Optional<Setting> limit(HaproxyLine line) {
    return line.word(1)
        .flatMap(text -> Numbers.parse(text, 1, 100_000_000))
        .map(number -> new Setting("limits.max-connections", number + "", line.at().toString()));
  }

  private void judgeLines(HaproxySection section) {
    boolean isTunnelled =
        linesOf(section).stream().anyMatch(line -> line.startsWith("timeout", "tunnel"));
    section.lines().forEach(line -> judge.judgeProxy(line, isTunnelled));
  }

  private void judgeProxySection(HaproxySection section) {
    if (ProxyReader.isStatsPage(section)) {
      judge.judgeAll(section, STATS);
    } else if (read.contains(section)) {
      if (section.kind().equals("backend")) {
        ledger.carried(section.at(), section.header().text(), "with its frontend");
      }
      judgeLines(section);
    } else if (section.kind().equals("backend")) {
      judge.judgeAll(
          section, new Verdict(Fate.LOST, "left out: no frontend sends it all connections"));
    } else {
      section
          .lines()
          .forEach(
              line ->
                  judge.judge(
                      line, new Verdict(Fate.NOT_NEEDED, "with " + section.header().text())));
    }
  }
}
