package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.haproxy.HaproxySection;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every line of a section its fate. Values are read elsewhere; {@code bind}, {@code server}
 * and {@code balance} are judged where they are read.
 */
final class LineJudge {
  /** Kubelets end a stream that was silent for that long (streamingConnectionIdleTimeout). */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(4);

  private static final Set<String> JUDGED_ELSEWHERE =
      Set.of("bind", "server", "default-server", "balance");

  /** Whose fate may be known already from the proxy that they are of. */
  private static final Set<String> SETTLED_BY_READERS =
      Set.of("acl", "tcp-request", "stick", "stick-table", "hash-type", "external-check", "option");

  /** Words before a password. */
  private static final Set<String> SECRETS = Set.of("auth", "password", "insecure-password");

  private static final Verdict UNKNOWN =
      new Verdict(Fate.LOST, "not known to this importer: nothing replaces it");

  private static final Verdict UNUSED_PROGRAM =
      new Verdict(Fate.NOT_NEEDED, "without option external-check it is not run");

  private final Ledger ledger;

  LineJudge(Ledger ledger) {
    this.ledger = ledger;
  }

  void judgeGlobal(HaproxyLine line) {
    if (line.startsWith("nbproc")) {
      boolean isOne = line.startsWith("nbproc", "1");
      ledger.add(
          isOne ? Fate.NOT_NEEDED : Fate.TRAP,
          line.at(),
          line.text(),
          "each process checks and balances by itself, and haproxy 2.5 and later refuse the line:"
              + " one process here");
      return;
    }
    judge(line, HaproxyVerdicts.GLOBAL.find(line.words().get(0).text()).orElse(UNKNOWN));
  }

  /** All lines of a section that goes as a whole. */
  void judgeAll(HaproxySection section, Verdict verdict) {
    ledger.add(verdict, section.at(), section.header().text());
    Fate fate = verdict.fate().warns() ? Fate.NOT_NEEDED : verdict.fate();
    section
        .lines()
        .forEach(line -> judge(line, new Verdict(fate, "with " + section.header().text())));
  }

  /**
   * A line of defaults, frontend, backend or listen.
   *
   * @param isTunnelled whether {@code timeout tunnel} takes the place of those of client and server
   */
  void judgeProxy(HaproxyLine line, boolean isTunnelled) {
    String keyword = line.words().get(0).text();
    if (JUDGED_ELSEWHERE.contains(keyword)) {
      if (!ledger.isJudged(line.at())) {
        judge(line, new Verdict(Fate.NOT_NEEDED, "every proxy has its own"));
      }
      return;
    }
    if (SETTLED_BY_READERS.contains(keyword) && ledger.isJudged(line.at())) {
      return;
    }
    switch (keyword) {
      case "source" -> ServerOptions.judgeSource(line, ledger);
      case "mode" -> judgeMode(line);
      case "retries" -> judge(line, new Verdict(Fate.CARRIED, ""));
      case "timeout" -> judgeTimeout(line, isTunnelled);
      case "clitimeout", "srvtimeout", "contimeout" ->
          judge(line, new Verdict(Fate.LOST, "an old name: write timeout client, server, connect"));
      case "option" -> judgeOption(line);
      case "no", "default" -> judgeNo(line);
      case "http-check" -> judgeRule(line, Set.of("connect", "send", "expect"));
      case "tcp-check" -> judgeRule(line, Set.of("connect", "send", "send-binary", "expect"));
      case "external-check" -> judge(line, UNUSED_PROGRAM);
      case "default_backend" -> judge(line, new Verdict(Fate.CARRIED, "one proxy"));
      case "use_backend" -> judgeUse(line);
      case "disabled" ->
          judge(line, new Verdict(Fate.LOST, "a proxy cannot be off: take it out instead"));
      default -> judge(line, HaproxyVerdicts.PROXY.find(keyword).orElse(UNKNOWN));
    }
  }

  private void judgeMode(HaproxyLine line) {
    boolean isTcp = line.startsWith("mode", "tcp");
    judge(
        line,
        isTcp
            ? new Verdict(Fate.CARRIED, "every proxy is a TCP proxy")
            : new Verdict(Fate.REPLACED, "TCP: TLS passes through, and nothing looks into it"));
  }

  private void judgeTimeout(HaproxyLine line, boolean isTunnelled) {
    String kind = line.word(1).orElse("");
    Optional<Duration> time = line.word(2).flatMap(HaproxyTime::parse);
    switch (kind) {
      case "connect" -> judge(line, new Verdict(Fate.CARRIED, "as connect-timeout"));
      case "check" -> judge(line, new Verdict(Fate.CARRIED, "in the timeout of the check"));
      case "client", "server", "tunnel" ->
          judge(
              line,
              (kind.equals("tunnel") || !isTunnelled) && time.filter(LineJudge::isShort).isPresent()
                  ? new Verdict(
                      Fate.TRAP,
                      "cuts watches, exec and logs -f that are silent for as long. Not here: TCP"
                          + " keepalive finds dead peers; %s-timeout brings it back"
                              .formatted(kind))
                  : new Verdict(
                      Fate.REPLACED,
                      "TCP keepalive finds dead peers; %s-timeout is there for silent ones"
                          .formatted(kind)));
      default -> judge(line, HaproxyVerdicts.PROXY.find("timeout " + kind).orElse(UNKNOWN));
    }
  }

  private static boolean isShort(Duration time) {
    return !time.isZero() && time.compareTo(LONGEST_SILENCE) < 0;
  }

  private void judgeOption(HaproxyLine line) {
    String option = line.word(1).orElse("");
    Verdict verdict =
        switch (option) {
          case "httpchk", "tcp-check", "ssl-hello-chk", "external-check" ->
              new Verdict(Fate.CARRIED, "as type of the check");
          default -> HaproxyVerdicts.PROXY.find("option " + option).orElse(UNKNOWN);
        };
    judge(line, verdict);
  }

  private void judgeNo(HaproxyLine line) {
    boolean isTcpKeepalive = line.text().endsWith("tcpka");
    boolean isRedispatch = line.startsWith("no", "option", "redispatch");
    Verdict verdict =
        isTcpKeepalive || isRedispatch
            ? HaproxyVerdicts.PROXY.find("option " + line.word(2).orElse("")).orElse(UNKNOWN)
            : new Verdict(Fate.NOT_NEEDED, "turns off what is not here");
    judge(line, verdict);
  }

  private void judgeRule(HaproxyLine line, Set<String> known) {
    String keyword = line.words().get(0).text();
    String rule = line.word(1).orElse("");
    Verdict verdict =
        known.contains(rule)
            ? new Verdict(Fate.CARRIED, "in the check")
            : HaproxyVerdicts.PROXY
                .find(keyword + " " + rule)
                .orElse(
                    new Verdict(
                        Fate.LOST, "the check sends once and compares once, and does no more"));
    judge(line, verdict);
  }

  private void judgeUse(HaproxyLine line) {
    boolean isConditional =
        line.words().stream()
            .anyMatch(word -> word.text().equals("if") || word.text().equals("unless"));
    judge(
        line,
        isConditional
            ? new Verdict(
                Fate.LOST, "no choice by content: all connections go to the default backend")
            : new Verdict(Fate.CARRIED, "one proxy"));
  }

  void judge(HaproxyLine line, Verdict verdict) {
    ledger.add(verdict, line.at(), shown(line));
  }

  /** The line in short, without the password that it may have. */
  private static String shown(HaproxyLine line) {
    List<String> words = line.words().stream().map(Word::text).toList();
    int secret =
        words.stream()
            .filter(SECRETS::contains)
            .findFirst()
            .map(words::indexOf)
            .orElse(words.size());
    String text = String.join(" ", words.subList(0, Math.min(secret + 1, words.size())));
    return Statements.shortened(secret < words.size() ? text + " ***" : text);
  }
}
