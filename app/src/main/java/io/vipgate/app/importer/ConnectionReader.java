package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a proxy says of its connections: limits, who is let in, slow start, the log. */
final class ConnectionReader {
  private static final int MANY = 100_000_000;
  private static final int MAX_BACKLOG = 65_535;
  private static final int MAX_RATE = 1_000_000;
  private static final Duration MAX_SLOW_START = Duration.ofHours(1);

  private final Scope scope;
  private final Ledger ledger;
  private final List<Setting> settings = new ArrayList<>();

  private ConnectionReader(Scope scope, Ledger ledger) {
    this.scope = scope;
    this.ledger = ledger;
  }

  /** The settings, in the order in which ours are documented. */
  static List<Setting> read(Scope scope, List<HaproxyServer> servers, Ledger ledger) {
    ConnectionReader reader = new ConnectionReader(scope, ledger);
    reader.readFront();
    reader.settings.addAll(new AccessReader(scope, ledger).read());
    reader.readProxyHeader();
    reader.readQueue(servers);
    reader.readSlowStart(servers);
    reader.readLog();
    return List.copyOf(reader.settings);
  }

  private void readFront() {
    number("max-connections", scope.lastFront("maxconn"), 1, 1, MANY);
    number("accept-rate", scope.lastFront("rate-limit", "sessions"), 2, 1, MAX_RATE);
    number("backlog", scope.lastFront("backlog"), 1, 1, MAX_BACKLOG);
  }

  private void number(String key, Optional<HaproxyLine> line, int at, int min, int max) {
    line.flatMap(found -> found.word(at))
        .flatMap(text -> Numbers.parse(text, min, max))
        .ifPresent(
            number -> settings.add(new Setting(key, number + "", line.get().at().toString())));
  }

  private void readProxyHeader() {
    List<HaproxyLine> binds =
        scope.front().lines().stream().filter(line -> line.startsWith("bind")).toList();
    List<HaproxyLine> withHeader =
        binds.stream()
            .filter(line -> line.words().stream().map(Word::text).anyMatch("accept-proxy"::equals))
            .toList();
    if (withHeader.isEmpty()) {
      return;
    }
    if (withHeader.size() < binds.size()) {
      ledger.lost(
          withHeader.get(0).at(),
          "accept-proxy of some addresses",
          "it is one for all addresses of a proxy: make two of it");
    }
    settings.add(
        new Setting(
            "accept-proxy-from",
            Hocon.list(List.of("0.0.0.0/0", "::/0")),
            withHeader.get(0).at().toString()));
  }

  /** HAProxy waits for as long as for a connect, unless it is told how long. */
  private void readQueue(List<HaproxyServer> servers) {
    boolean isLimited =
        servers.stream()
            .flatMap(server -> server.draft().options().stream())
            .anyMatch(option -> option.key().equals("max-connections"));
    if (isLimited) {
      scope
          .backTimeout("queue")
          .or(() -> scope.backTimeout("connect"))
          .ifPresent(
              time ->
                  settings.add(
                      new Setting("queue-timeout", Hocon.duration(time.value()), time.note())));
    }
  }

  private void readSlowStart(List<HaproxyServer> servers) {
    Set<Optional<Duration>> times =
        servers.stream()
            .map(server -> server.params().time("slowstart").map(Sourced::value))
            .collect(Collectors.toSet());
    Optional<Sourced<Duration>> first =
        servers.stream().flatMap(server -> server.params().time("slowstart").stream()).findFirst();
    if (first.isEmpty()) {
      settings.add(new Setting("slow-start", "0s", "haproxy has none; ours would be 10s"));
      return;
    }
    Duration wanted = first.get().value();
    Duration time = wanted.compareTo(MAX_SLOW_START) > 0 ? MAX_SLOW_START : wanted;
    if (times.size() > 1) {
      ledger.lost(first.get().at(), "slowstart", "it is one for all servers of a proxy");
    }
    settings.add(new Setting("slow-start", Hocon.duration(time), first.get().note()));
  }

  /** A line for each connection, if HAProxy writes it, too. */
  private void readLog() {
    boolean isWritten =
        scope.frontLines().stream()
            .anyMatch(line -> line.startsWith("log") && !line.startsWith("log", "warning"));
    boolean isOnlyOfErrors = scope.lastFront("option", "dontlog-normal").isPresent();
    scope
        .lastFront("option", "tcplog")
        .filter(line -> isWritten && !isOnlyOfErrors)
        .ifPresent(
            line -> {
              ledger.carried(
                  line.at(), line.text(), "as log, to standard output and so to journald");
              settings.add(new Setting("log", "tcplog", line.at().toString()));
            });
  }
}
