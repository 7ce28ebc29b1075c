package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import io.vipgate.health.probe.BytePattern;
import io.vipgate.health.probe.DnsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a checker of a {@code real_server} (keepalived.conf(5), "Healthcheckers"): its type, its
 * times with keepalived's defaults, and what it asks.
 */
final class IpvsCheckReader {
  /** Ours, by keepalived's. */
  static final Map<String, String> TYPES =
      Map.of(
          "TCP_CHECK", "tcp",
          "HTTP_GET", "http",
          "SSL_GET", "https",
          "MISC_CHECK", "exec",
          "DNS_CHECK", "dns",
          "UDP_CHECK", "udp",
          "PING_CHECK", "icmp",
          "SMTP_CHECK", "send-expect");

  private static final String DEFAULT = "keepalived's default";
  private static final Duration DELAY_LOOP = Duration.ofSeconds(60);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration WEB_DELAY = Duration.ofSeconds(3);
  private static final int MAX_RETRIES = 99;

  private static final Set<String> WEB = Set.of("HTTP_GET", "SSL_GET");

  private final Statement virtualServer;
  private final Optional<Statement> checker;
  private final Ledger ledger;

  IpvsCheckReader(Statement virtualServer, Optional<Statement> checker, Ledger ledger) {
    this.virtualServer = virtualServer;
    this.checker = checker;
    this.ledger = ledger;
  }

  CheckDraft read() {
    String keyword = checker.map(Statement::keyword).orElse("");
    SourceLine at = checker.map(Statement::at).orElse(virtualServer.at());
    Sourced<Duration> interval =
        time("delay_loop")
            .orElseGet(() -> Sourced.byDefault(virtualServer.at(), DELAY_LOOP, DEFAULT));
    Sourced<Duration> wait = wait(keyword, interval);
    Sourced<Duration> timeout =
        wait.value().compareTo(interval.value()) <= 0
            ? wait
            : wait.with(interval.value(), "at most the interval");
    Sourced<Integer> retries = retries(keyword);
    List<Setting> others = new ArrayList<>();
    if (retries.value() > 0) {
      fastInterval(keyword, interval).ifPresent(others::add);
    }
    others.addAll(details(keyword));
    return new CheckDraft(
        Sourced.at(at, TYPES.getOrDefault(keyword, "tcp")),
        interval,
        timeout,
        wait.value(),
        retries.with(
            retries.value() + 1, "the first failure, and %d retries".formatted(retries.value())),
        Sourced.byDefault(virtualServer.at(), 1, DEFAULT),
        others,
        List.of());
  }

  private Sourced<Duration> wait(String keyword, Sourced<Duration> interval) {
    if (keyword.equals("MISC_CHECK")) {
      return checker
          .flatMap(found -> KeepalivedTime.child(found, "misc_timeout"))
          .orElseGet(() -> interval.with(interval.value(), "the interval"));
    }
    return time("connect_timeout")
        .orElseGet(() -> Sourced.byDefault(virtualServer.at(), CONNECT_TIMEOUT, DEFAULT));
  }

  private Sourced<Integer> retries(String keyword) {
    int byDefault = keyword.equals("DNS_CHECK") ? 3 : keyword.equals("MISC_CHECK") ? 0 : 1;
    return find(block -> KeepalivedTime.number(block, "retry", 0, MAX_RETRIES))
        .orElseGet(() -> Sourced.byDefault(virtualServer.at(), byDefault, DEFAULT));
  }

  /** While a failure is looked into, keepalived checks at another interval. */
  private Optional<Setting> fastInterval(String keyword, Sourced<Duration> interval) {
    Duration byDefault =
        keyword.equals("DNS_CHECK")
            ? interval.value()
            : WEB.contains(keyword) ? WEB_DELAY : Duration.ofSeconds(1);
    Sourced<Duration> delay =
        time("delay_before_retry")
            .orElseGet(() -> Sourced.byDefault(virtualServer.at(), byDefault, DEFAULT));
    return delay.value().compareTo(interval.value()) < 0 && !delay.value().isZero()
        ? Optional.of(new Setting("fast-interval", Hocon.duration(delay.value()), delay.note()))
        : Optional.empty();
  }

  private Optional<Sourced<Duration>> time(String keyword) {
    return find(block -> KeepalivedTime.child(block, keyword));
  }

  private interface Finder<T> {
    Optional<T> in(Statement block);
  }

  /** In the checker, or for all of the virtual server. */
  private <T> Optional<T> find(Finder<T> finder) {
    return checker.flatMap(finder::in).or(() -> finder.in(virtualServer));
  }

  private List<Setting> details(String keyword) {
    return switch (keyword) {
      case "HTTP_GET", "SSL_GET" -> web();
      case "MISC_CHECK" -> program();
      case "DNS_CHECK" -> dns();
      case "UDP_CHECK" -> datagram();
      case "PING_CHECK" -> List.of(new Setting("count", "1", "keepalived sends one"));
      case "SMTP_CHECK" -> smtp();
      default -> port();
    };
  }

  private List<Setting> port() {
    return argument("connect_port")
        .filter(word -> Numbers.parse(word.text(), 1, 65535).isPresent())
        .map(word -> List.of(new Setting("port", word.text(), word.at().toString())))
        .orElse(List.of());
  }

  private Optional<Word> argument(String keyword) {
    return checker.flatMap(found -> found.child(keyword)).flatMap(Statement::argument);
  }

  private List<Setting> web() {
    List<Setting> settings = new ArrayList<>(port());
    Optional<Statement> url = checker.flatMap(found -> found.child("url"));
    if (checker.filter(found -> found.children("url").size() > 1).isPresent()) {
      ledger.lost(checker.get().at(), "url", "the first one is asked for, and no other");
    }
    String path =
        url.flatMap(found -> found.child("path"))
            .flatMap(Statement::argument)
            .map(Word::text)
            .filter(text -> text.matches("/[!-~]*"))
            .orElse("/");
    settings.add(new Setting("path", Hocon.text(path), "of the first url"));
    host(url).ifPresent(settings::add);
    String status =
        url.flatMap(found -> found.child("status_code"))
            .map(found -> String.join(",", found.arguments().stream().map(Word::text).toList()))
            .map(StatusRange::ofList)
            .filter(text -> !text.isEmpty())
            .orElse("200-299");
    settings.add(new Setting("status", Hocon.text(status), "of the first url"));
    url.flatMap(found -> found.child("regex")).flatMap(this::body).ifPresent(settings::add);
    url.flatMap(found -> found.child("digest"))
        .ifPresent(
            digest ->
                ledger.lost(digest.at(), "digest", "an answer's digest is not compared: body"));
    return settings;
  }

  private Optional<Setting> host(Optional<Statement> url) {
    return url.flatMap(found -> found.child("virtualhost"))
        .or(() -> checker.flatMap(found -> found.child("virtualhost")))
        .or(() -> virtualServer.child("virtualhost"))
        .flatMap(Statement::argument)
        .filter(word -> word.text().matches("[!-~]+"))
        .map(word -> new Setting("host", Hocon.text(word.text()), word.at().toString()));
  }

  private Optional<Setting> body(Statement regex) {
    String pattern = "regex:" + regex.argument().map(Word::text).orElse("");
    try {
      var unused = new BytePattern(pattern);
      return Optional.of(new Setting("body", Hocon.text(pattern), regex.at().toString()));
    } catch (IllegalArgumentException e) {
      ledger.lost(regex.at(), Statements.shown(regex), "not a regular expression that ours has");
      return Optional.empty();
    }
  }

  private List<Setting> program() {
    String line = argument("misc_path").map(Word::text).orElse("").strip();
    List<String> command =
        line.startsWith("/") ? Arrays.asList(line.split("\\s+")) : List.of("/bin/sh", "-c", line);
    checker
        .flatMap(found -> found.child("misc_dynamic"))
        .ifPresent(
            dynamic ->
                ledger.lost(
                    dynamic.at(),
                    "misc_dynamic",
                    "an exit status is no weight: what is not 0 is a failure"));
    checker
        .flatMap(found -> found.child("user"))
        .ifPresent(
            user ->
                ledger.lost(
                    user.at(),
                    Statements.shown(user),
                    "it runs as vipgate's own user; user of the check is another one, which takes"
                        + " vipgate to run as root"));
    SourceLine at = checker.map(Statement::at).orElse(virtualServer.at());
    return List.of(new Setting("command", Hocon.list(command), at.toString()));
  }

  private List<Setting> dns() {
    List<Setting> settings = new ArrayList<>(port());
    String type = argument("type").map(word -> word.text().toUpperCase(Locale.ROOT)).orElse("SOA");
    boolean isKnown =
        Arrays.stream(DnsSettings.Type.values()).anyMatch(known -> known.name().equals(type));
    settings.add(
        new Setting(
            "query",
            Hocon.text(argument("name").map(Word::text).orElse(".")),
            argument("name").map(word -> word.at().toString()).orElse(DEFAULT)));
    settings.add(new Setting("query-type", isKnown ? type : "SOA", "SOA is " + DEFAULT));
    return settings;
  }

  private List<Setting> datagram() {
    List<Setting> settings = new ArrayList<>(port());
    checker.stream()
        .flatMap(found -> found.children().stream())
        .filter(
            line -> Set.of("payload", "require_reply", "min_reply_length").contains(line.keyword()))
        .forEach(
            line ->
                ledger.lost(
                    line.at(),
                    Statements.shown(line),
                    "payloads are not read from files: write them as send and expect"));
    settings.add(new Setting("send", Hocon.text("vipgate"), "keepalived sends random bytes"));
    return settings;
  }

  private List<Setting> smtp() {
    List<Setting> settings = new ArrayList<>(port());
    settings.add(
        new Setting("expect", Hocon.text("regex:^220"), "the greeting; keepalived says HELO, too"));
    return settings;
  }
}
