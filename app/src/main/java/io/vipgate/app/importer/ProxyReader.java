package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.haproxy.HaproxySection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a proxy of a {@code listen}, or of a {@code frontend} and its {@code backend}. */
final class ProxyReader {
  private static final String DEFAULT = "haproxy's default";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofHours(1);

  /** {@code TLSHandshakeTimeout} of client-go's transports. */
  private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

  private static final int RETRIES = 3;
  private static final int MAX_RETRIES = 100;

  private final Scope scope;
  private final Set<String> balancers;
  private final Ledger ledger;

  /**
   * For one proxy.
   *
   * @param balancers the algorithms that we have
   */
  ProxyReader(Scope scope, Set<String> balancers, Ledger ledger) {
    this.scope = scope;
    this.balancers = balancers;
    this.ledger = ledger;
  }

  /** The proxy; empty if it cannot be one of ours, and the ledger then says why. */
  Optional<ProxyDraft> read(Names names) {
    List<Sourced<String>> binds = binds();
    List<HaproxyServer> servers = new ServerReader(scope, binds, ledger).read();
    String section = scope.front().header().text();
    if (binds.isEmpty() || servers.isEmpty()) {
      ledger.lost(
          scope.at(),
          section,
          binds.isEmpty()
              ? "left out: it has no IP address to listen on"
              : "left out: it has no server with an IP address");
      return Optional.empty();
    }
    String name = names.give(scope.name());
    ledger.carried(scope.at(), section, "as proxy." + name);
    if (scope.isHttp()) {
      ledger.trap(
          scope.at(),
          section,
          "mode http in front of TLS servers cannot work, and with TLS ended at haproxy client"
              + " certificates are lost: here TLS passes through");
    }
    CheckDraft check = new CheckReader(scope, servers, ledger).read();
    warnOfPlainHttp(check, servers);
    Sourced<Integer> retries = retries();
    Before before = before(check, servers, retries.value());
    warnOfPatience(retries.value());
    return Optional.of(
        new ProxyDraft(
            name,
            scope.at(),
            binds,
            new BalanceReader(scope, balancers, ledger).read(),
            connectTimeout(),
            retries,
            ConnectionReader.read(scope, servers, ledger),
            check,
            servers.stream().map(HaproxyServer::draft).toList(),
            before));
  }

  private List<Sourced<String>> binds() {
    List<Sourced<String>> binds = new ArrayList<>();
    for (HaproxyLine line : scope.front().lines()) {
      if (line.startsWith("bind")) {
        binds.addAll(new BindReader(line, ledger).read());
      }
    }
    return binds;
  }

  private void warnOfPlainHttp(CheckDraft check, List<HaproxyServer> servers) {
    if (check.type().value().equals("http")
        && servers.get(0).draft().address().value().endsWith(":6443")) {
      ledger.trap(
          check.type().at(),
          "option httpchk",
          "an apiserver answers plain HTTP with 400, so that haproxy takes every server for down:"
              + " check-ssl is missing there. Set type = https");
    }
  }

  private void warnOfPatience(int retries) {
    scope
        .backTimeout("connect")
        .filter(time -> time.value().multipliedBy(retries + 1L).compareTo(CLIENT_PATIENCE) > 0)
        .ifPresent(
            time ->
                ledger.trap(
                    time.at(),
                    "timeout connect " + Hocon.duration(time.value()),
                    "with retries %d a client may wait for longer than the 10s after which clients of Kubernetes give up a TLS handshake: connect-timeout = 2s lets every try have its turn"
                        .formatted(retries)));
  }

  private Sourced<Duration> connectTimeout() {
    return scope
        .backTimeout("connect")
        .map(
            time ->
                time.value().compareTo(MAX_CONNECT_TIMEOUT) > 0
                    ? time.with(MAX_CONNECT_TIMEOUT, "1h at most")
                    : time)
        .orElseGet(
            () ->
                Sourced.byDefault(
                    scope.at(), CONNECT_TIMEOUT, "haproxy has no limit; 2s is our default"));
  }

  private Sourced<Integer> retries() {
    return scope
        .lastBack("retries")
        .flatMap(
            line ->
                line.word(1)
                    .flatMap(text -> Numbers.parse(text, 0, 999_999_999))
                    .map(number -> clippedRetries(line, number)))
        .orElseGet(() -> Sourced.byDefault(scope.at(), RETRIES, DEFAULT));
  }

  private Sourced<Integer> clippedRetries(HaproxyLine line, int number) {
    Sourced<Integer> read = Sourced.at(line.at(), Math.min(number, MAX_RETRIES));
    if (number <= MAX_RETRIES) {
      return read;
    }
    ledger.lost(line.at(), line.text(), "at most 100 here");
    return read.with(MAX_RETRIES, "instead of " + number);
  }

  private Before before(CheckDraft check, List<HaproxyServer> servers, int retries) {
    boolean isChecked = servers.stream().allMatch(HaproxyServer::isChecked);
    Optional<Duration> connect = scope.backTimeout("connect").map(Sourced::value);
    Optional<Sourced<Duration>> tunnel = scope.backTimeout("tunnel");
    return new Before(
        isChecked ? Optional.of(ejectedByHaproxy(check)) : Optional.empty(),
        isChecked ? Optional.of(Timings.returned(check)) : Optional.empty(),
        connect.map(time -> time.multipliedBy(retries + 1L)),
        tunnel.or(() -> scope.frontTimeout("client")).map(Sourced::value),
        tunnel.or(() -> scope.backTimeout("server")).map(Sourced::value),
        servers.stream().allMatch(ProxyReader::resets));
  }

  /** HAProxy begins a check one interval after the end of the one before. */
  private static Duration ejectedByHaproxy(CheckDraft check) {
    return check.interval().value().plus(check.formerTimeout()).multipliedBy(check.fall().value());
  }

  private static boolean resets(HaproxyServer server) {
    return server
        .params()
        .find("on-marked-down")
        .filter(action -> action.value().equals("shutdown-sessions"))
        .isPresent();
  }

  /** Whether it serves pages about HAProxy itself, and has no servers. */
  static boolean isStatsPage(HaproxySection section) {
    return section.lines().stream()
            .anyMatch(
                line ->
                    line.startsWith("stats")
                        || line.startsWith("monitor-uri")
                        || line.text().contains("prometheus-exporter"))
        && section.lines().stream()
            .noneMatch(line -> line.startsWith("server") || line.startsWith("default_backend"));
  }
}
