package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads what HAProxy's check does: its type, and what it asks and expects. */
final class CheckKind {
  /** What one look is. */
  record Probe(Sourced<String> type, List<Setting> settings) {
    Probe {
      settings = List.copyOf(settings);
    }
  }

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

  private final Scope scope;
  private final ServerParams params;
  private final List<HaproxyServer> servers;
  private final Ledger ledger;

  /**
   * For these servers.
   *
   * @param params of the one that stands for all
   */
  CheckKind(Scope scope, ServerParams params, List<HaproxyServer> servers, Ledger ledger) {
    this.scope = scope;
    this.params = params;
    this.servers = servers;
    this.ledger = ledger;
  }

  Probe read() {
    List<Setting> settings = new ArrayList<>();
    port().ifPresent(port -> settings.add(new Setting("port", port.value() + "", port.note())));
    List<Setting> command = is("external-check") ? command() : List.of();
    List<Setting> dialog =
        is("tcp-check") ? new TcpCheckReader(rules(), isTls(), ledger).read() : List.of();
    Sourced<String> type = type(!command.isEmpty(), !dialog.isEmpty());
    settings.addAll(command);
    settings.addAll(dialog);
    if (is("httpchk")) {
      settings.addAll(HttpCheck.read(scope, ledger));
    }
    if (isTls()) {
      settings.addAll(trust());
    }
    return new Probe(type, settings);
  }

  private Sourced<String> type(boolean isProgram, boolean isDialog) {
    String type =
        is("httpchk")
            ? isTls() ? "https" : "http"
            : isTls() ? "tls" : isProgram ? "exec" : isDialog ? "send-expect" : "tcp";
    return kind()
        .flatMap(kind -> scope.lastBack("option", kind))
        .map(option -> Sourced.at(option.at(), type))
        .orElseGet(
            () ->
                Sourced.byDefault(
                    servers.get(0).at(),
                    type,
                    type.equals("tcp")
                        ? "a TCP connect is haproxy's default; https asks for /readyz"
                        : "check-ssl"));
  }

  private Optional<String> kind() {
    return scope.backLines().stream()
        .filter(line -> line.startsWith("option"))
        .map(line -> line.word(1).orElse(""))
        .filter(KINDS::contains)
        .reduce((earlier, later) -> later)
        .filter(kind -> scope.lastBack("no", "option", kind).isEmpty());
  }

  private boolean is(String wanted) {
    return kind().filter(wanted::equals).isPresent();
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
    return byServer || byRule || is("ssl-hello-chk");
  }

  private List<HaproxyLine> rules() {
    return is("httpchk") || is("tcp-check")
        ? scope.allBack(is("httpchk") ? "http-check" : "tcp-check")
        : List.of();
  }

  /** HAProxy hands a program the addresses and ports of proxy and server. */
  private List<Setting> command() {
    Optional<HaproxyLine> line = scope.lastBack("external-check", "command");
    Optional<String> program =
        line.flatMap(found -> found.word(2)).filter(it -> it.startsWith("/"));
    scope
        .lastBack("external-check", "path")
        .ifPresent(
            path -> ledger.lost(path.at(), path.text(), "a program has the PATH of this process"));
    if (program.isEmpty()) {
      scope
          .lastBack("option", "external-check")
          .ifPresent(
              option ->
                  ledger.lost(
                      option.at(), option.text(), "no absolute path: a TCP connect instead"));
      return List.of();
    }
    ledger.carried(line.get().at(), line.get().text(), "as command of a check by exec");
    return List.of(
        new Setting(
            "command",
            Hocon.list(
                List.of(
                    program.get(),
                    "{proxy-address}",
                    "{proxy-port}",
                    "{server-address}",
                    "{server-port}")),
            line.get().at().toString()));
  }

  private List<Setting> trust() {
    Optional<Sourced<String>> caFile =
        params.find("ca-file").filter(file -> file.value().startsWith("/"));
    boolean verifies =
        params.find("verify").map(Sourced::value).filter("required"::equals).isPresent();
    Optional<Sourced<String>> name = params.find("verifyhost");
    Optional<Sourced<String>> sni =
        name.or(() -> params.find("check-sni"))
            .or(() -> params.find("sni").map(CheckKind::literal))
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
}
