package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how HAProxy checks the servers of a proxy, with its defaults. */
final class CheckReader {
  private static final String DEFAULT = "haproxy's default";
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
  private static final Duration MAX_INTERVAL = Duration.ofDays(1);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  /** Options that choose the kind of check; the last one wins. */
  private static final Set<String> KINDS =
      Set.of(
          "httpchk",
          "tcp-check",
          "ssl-hello-chk",
          "external-check",
          "mysql-check",
          "pgsql-check",
          "redis-check",
          "smtpchk",
          "ldap-check",
          "spop-check");

  /** What ours has for the whole proxy and HAProxy for each server. */
  private static final List<String> SHARED =
      List.of("inter", "fall", "rise", "port", "check-ssl", "verify", "ca-file", "check-sni");

  private final Scope scope;
  private final ServerParams params;
  private final List<HaproxyServer> servers;
  private final Ledger ledger;

  /**
   * For these servers.
   *
   * @param servers at least one
   */
  CheckReader(Scope scope, List<HaproxyServer> servers, Ledger ledger) {
    this.scope = scope;
    this.servers = servers;
    this.params =
        servers.stream()
            .filter(HaproxyServer::isChecked)
            .findFirst()
            .orElse(servers.get(0))
            .params();
    this.ledger = ledger;
  }

  CheckDraft read() {
    compareServers();
    Sourced<Duration> interval = interval();
    List<Setting> others = new ArrayList<>();
    port().ifPresent(port -> others.add(new Setting("port", port.value() + "", port.note())));
    Sourced<String> type = type();
    Sourced<Duration> timeout = timeout(interval);
    if (!type.value().equals("tcp")) {
      others.addAll(isHttp() ? HttpCheck.read(scope, ledger) : anyAnswer(type));
    }
    if (type.value().equals("https")) {
      others.addAll(trust());
    }
    return new CheckDraft(
        type,
        interval,
        fitted(timeout, interval),
        timeout.value(),
        count("fall", 3),
        count("rise", 2),
        others);
  }

  /** Of the first server that is checked; what is lost with others that differ. */
  private void compareServers() {
    for (HaproxyServer server : servers) {
      if (!server.isChecked()) {
        ledger.trap(
            server.at(),
            "server " + server.draft().name(),
            "no check: haproxy never takes it out, dead or not. Here it is checked like the others");
        continue;
      }
      for (String name : SHARED) {
        Optional<String> own = server.params().find(name).map(Sourced::value);
        if (!own.equals(params.find(name).map(Sourced::value))) {
          ledger.lost(
              server.at(),
              own.map(value -> name + " " + value).orElse("without " + name).strip(),
              "all servers of a proxy are checked alike: as the first one that is checked");
        }
      }
    }
  }

  private Optional<String> kind() {
    return scope.backLines().stream()
        .filter(line -> line.startsWith("option"))
        .map(line -> line.word(1).orElse(""))
        .filter(KINDS::contains)
        .reduce((earlier, later) -> later)
        .filter(kind -> scope.lastBack("no", "option", kind).isEmpty());
  }

  private boolean isHttp() {
    return kind().filter("httpchk"::equals).isPresent();
  }

  private boolean isTls() {
    boolean byServer =
        (params.has("check-ssl") || params.has("ssl")) && !params.has("no-check-ssl");
    boolean byRule =
        rules().stream()
            .anyMatch(
                line ->
                    line.startsWith(line.words().get(0).text(), "connect")
                        && line.words().stream().map(Word::text).anyMatch("ssl"::equals));
    return byServer || byRule || kind().filter("ssl-hello-chk"::equals).isPresent();
  }

  private List<HaproxyLine> rules() {
    return kind()
        .filter(kind -> kind.equals("httpchk") || kind.equals("tcp-check"))
        .map(kind -> scope.allBack(kind.equals("httpchk") ? "http-check" : "tcp-check"))
        .orElse(List.of());
  }

  private Sourced<String> type() {
    String type = isTls() ? "https" : isHttp() ? "http" : "tcp";
    @Nullable HaproxyLine option = kind().flatMap(this::optionLine).orElse(null);
    if (option == null) {
      return Sourced.byDefault(
          servers.get(0).at(),
          type,
          type.equals("tcp")
              ? "a TCP connect is haproxy's default; https asks for /readyz"
              : "check-ssl");
    }
    return Sourced.at(option.at(), type);
  }

  private Optional<HaproxyLine> optionLine(String kind) {
    return scope.lastBack("option", kind);
  }

  /** HAProxy asks for nothing but a TLS handshake; ours reads an answer, whichever it is. */
  private List<Setting> anyAnswer(Sourced<String> type) {
    ledger.replaced(
        type.at(),
        "check by a TLS handshake",
        "a GET of /readyz by TLS with any answer from 200 to 599: finished properly, it leaves no"
            + " line in the server's log");
    return List.of(new Setting("status", Hocon.text("200-599"), "any answer to a TLS client"));
  }

  private List<Setting> trust() {
    Optional<Sourced<String>> caFile =
        params.find("ca-file").filter(file -> file.value().startsWith("/"));
    boolean verifies =
        params.find("verify").map(Sourced::value).filter("required"::equals).isPresent();
    Optional<Sourced<String>> name = params.find("verifyhost");
    Optional<Sourced<String>> sni =
        name.or(() -> params.find("check-sni"))
            .or(() -> params.find("sni").map(CheckReader::literal))
            .filter(value -> value.value().matches("[A-Za-z0-9_.-]*[A-Za-z][A-Za-z0-9_.-]*"));
    List<Setting> settings = new ArrayList<>();
    if (verifies && caFile.isPresent()) {
      Sourced<String> file = caFile.get();
      String level = name.isPresent() && sni.isPresent() ? "full" : "ca";
      settings.add(new Setting("verify", level, file.note()));
      settings.add(new Setting("ca-file", Hocon.text(file.value()), file.note()));
    } else if (verifies) {
      ledger.lost(
          servers.get(0).at(),
          "verify required",
          "without an absolute ca-file nothing is verified: set verify and ca-file");
    }
    sni.ifPresent(
        value -> settings.add(new Setting("sni", Hocon.text(value.value()), value.note())));
    return settings;
  }

  private static Sourced<String> literal(Sourced<String> expression) {
    return Sourced.at(expression.at(), expression.value().replaceAll("^str\\((.*)\\)$", "$1"));
  }

  private Optional<Sourced<Integer>> port() {
    Optional<Sourced<Integer>> byRule =
        rules().stream().flatMap(line -> portOf(line).stream()).findFirst();
    Optional<Sourced<Integer>> port = byRule.or(() -> params.number("port", 1, 65535));
    String own = Objects.toString(port.map(Sourced::value).orElse(null));
    boolean isOwn =
        servers.stream().allMatch(server -> server.draft().address().value().endsWith(":" + own));
    return port.filter(number -> !isOwn);
  }

  private static Optional<Sourced<Integer>> portOf(HaproxyLine line) {
    for (int i = 1; i + 1 < line.words().size(); i++) {
      if (line.words().get(i).text().equals("port")) {
        return line.word(i + 1)
            .flatMap(text -> Numbers.parse(text, 1, 65535))
            .map(port -> Sourced.at(line.at(), port));
      }
    }
    return Optional.empty();
  }

  private Sourced<Duration> interval() {
    Sourced<Duration> read =
        params
            .time("inter")
            .orElseGet(() -> Sourced.byDefault(servers.get(0).at(), INTERVAL, DEFAULT));
    return clipped(read, MIN_INTERVAL, MAX_INTERVAL, "inter");
  }

  /**
   * HAProxy gives a check the whole interval; with {@code timeout check} the shorter of connect
   * timeout and interval to connect, and that long again to answer.
   */
  private Sourced<Duration> timeout(Sourced<Duration> interval) {
    Duration whole = interval.value();
    SourceLine at = interval.at();
    Optional<Sourced<Duration>> check = scope.backTimeout("check");
    if (check.isEmpty()) {
      return Sourced.byDefault(at, whole, "haproxy's default is the interval");
    }
    Duration connect =
        scope.backTimeout("connect").map(Sourced::value).map(t -> shorter(t, whole)).orElse(whole);
    Duration sum = connect.plus(type().value().equals("tcp") ? Duration.ZERO : check.get().value());
    return new Sourced<>(
        sum, check.get().at(), check.get().note() + ", and timeout connect before it");
  }

  private Sourced<Duration> fitted(Sourced<Duration> timeout, Sourced<Duration> interval) {
    return clipped(
        timeout,
        Duration.ofMillis(1),
        shorter(interval.value(), MAX_TIMEOUT),
        "timeout connect and check");
  }

  private Sourced<Duration> clipped(
      Sourced<Duration> time, Duration min, Duration max, String what) {
    Duration value = time.value();
    Duration within = value.compareTo(min) < 0 ? min : shorter(value, max);
    if (within.equals(value)) {
      return time;
    }
    ledger.replaced(
        time.at(),
        what + " " + Hocon.duration(value),
        "%s, which is what it can be here".formatted(Hocon.duration(within)));
    return time.with(within, Hocon.duration(within) + " instead of " + Hocon.duration(value));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Sourced<Integer> count(String name, int byDefault) {
    return params
        .number(name, 1, 1000)
        .orElseGet(() -> Sourced.byDefault(servers.get(0).at(), byDefault, DEFAULT));
  }
}
