package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code server} lines of a proxy. */
final class ServerReader {
  private static final String NO_NAMES =
      "an address must be known when DNS is down: left out, write the IP address as address, and the"
          + " name as dns-name, which is then followed";

  /** What the check, the address or the weight come from. */
  private static final Set<String> CARRIED =
      Set.of(
          "check",
          "check-ssl",
          "check-sni",
          "sni",
          "port",
          "inter",
          "fall",
          "rise",
          "weight",
          "verify",
          "verifyhost",
          "ca-file",
          "backup",
          "maxconn",
          "source",
          "slowstart",
          "send-proxy",
          "send-proxy-v2",
          "fastinter",
          "downinter",
          "agent-check",
          "agent-port",
          "agent-inter",
          "agent-send");

  private final Scope scope;
  private final List<Sourced<String>> binds;
  private final Ledger ledger;
  private final Names names = new Names();
  private final Map<String, SourceLine> addresses = new HashMap<>();

  ServerReader(Scope scope, List<Sourced<String>> binds, Ledger ledger) {
    this.scope = scope;
    this.binds = binds;
    this.ledger = ledger;
  }

  List<HaproxyServer> read() {
    List<HaproxyServer> servers = new ArrayList<>();
    ServerOptions options = new ServerOptions(scope, ledger);
    ServerParams defaults = new ServerParams();
    for (HaproxyLine line : scope.backLines()) {
      if (line.startsWith("default-server")) {
        defaults.add(line, 1);
        ledger.carried(line.at(), "default-server", "for each server without its own");
        judge(paramsOf(line, 1));
      } else if (line.startsWith("server")) {
        read(line, defaults, options).ifPresent(servers::add);
      }
    }
    return servers;
  }

  private static ServerParams paramsOf(HaproxyLine line, int from) {
    ServerParams params = new ServerParams();
    params.add(line, from);
    return params;
  }

  private Optional<HaproxyServer> read(
      HaproxyLine line, ServerParams defaults, ServerOptions options) {
    if (line.words().size() < 3) {
      ledger.lost(line.at(), line.text(), "a server has a name and an address");
      return Optional.empty();
    }
    String wanted = line.words().get(1).text();
    Optional<String> address = address(line.words().get(2));
    if (address.isEmpty()) {
      ledger.lost(line.at(), shown(line), NO_NAMES);
      return Optional.empty();
    }
    SourceLine first = addresses.putIfAbsent(address.get(), line.at());
    if (first != null) {
      ledger.lost(
          line.at(), shown(line), "each server once: %s has the same address".formatted(first));
      return Optional.empty();
    }
    ServerParams params = new ServerParams();
    defaults.all().forEach((name, value) -> params.all().put(name, value));
    params.add(line, 3);
    judge(paramsOf(line, 3));
    String name = names.give(wanted);
    ledger.carried(
        line.at(), shown(line), name.equals(wanted) ? "as a server" : "as server " + name);
    return Optional.of(
        new HaproxyServer(
            new ServerDraft(
                name,
                Sourced.at(line.at(), address.get()),
                weight(line, params),
                options.read(params)),
            line.at(),
            params));
  }

  private static String shown(HaproxyLine line) {
    return Statements.shortened(
        String.join(" ", line.words().stream().limit(3).map(Word::text).toList()));
  }

  private static Sourced<Integer> weight(HaproxyLine line, ServerParams params) {
    Sourced<Integer> weight =
        params
            .number("weight", 0, 256)
            .orElseGet(() -> Sourced.byDefault(line.at(), 1, "haproxy's default"));
    return params.has("disabled") ? Sourced.at(line.at(), 0) : weight;
  }

  /** Empty if it is not an IP address of a host. */
  private Optional<String> address(Word word) {
    String text = word.text().replaceFirst("^(ipv4|ipv6|tcp|tcp4|tcp6)@", "");
    // HAProxy takes the last colon for the port's, brackets around IPv6 or not.
    int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
    String host = (colon < 0 ? text : text.substring(0, colon)).replaceAll("[\\[\\]]", "");
    String port = colon < 0 ? bindPort() : text.substring(colon + 1);
    String literal = host.contains(":") ? "[" + host + "]" : host;
    boolean isValid =
        IpLiteral.parse(host).filter(Addresses::isUnicast).isPresent()
            && Numbers.parse(port, 1, 65535).isPresent();
    return isValid ? Optional.of(literal + ":" + port) : Optional.empty();
  }

  /** A server without a port is asked on the port that the client came to. */
  private String bindPort() {
    return binds.stream()
        .map(bind -> bind.value().substring(bind.value().lastIndexOf(':') + 1))
        .findFirst()
        .orElse("");
  }

  private void judge(ServerParams params) {
    params
        .all()
        .forEach(
            (name, value) -> {
              if (!CARRIED.contains(name)) {
                judge(name, value);
              }
            });
  }

  private void judge(String name, Sourced<String> value) {
    String shown = value.value().isEmpty() ? name : name + " " + value.value();
    switch (name) {
      case "disabled" ->
          ledger.replaced(value.at(), shown, "weight = 0: it gets no connections until that goes");
      default ->
          ledger.add(
              HaproxyVerdicts.SERVER
                  .find(name)
                  .orElse(
                      new Verdict(Fate.LOST, "not known to this importer: nothing replaces it")),
              value.at(),
              "server … " + shown);
    }
  }
}
