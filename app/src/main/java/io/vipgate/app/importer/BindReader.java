package io.vipgate.app.importer;

import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code bind} (configuration manual, section 5.1) into addresses as ours are written. */
final class BindReader {
  private static final int MAX_PORTS_OF_A_RANGE = 32;

  /** Parameters without a value; all others have one. */
  private static final Set<String> FLAGS =
      Set.of(
          "accept-proxy",
          "allow-0rtt",
          "defer-accept",
          "expose-fd",
          "force-sslv3",
          "force-tlsv10",
          "force-tlsv11",
          "force-tlsv12",
          "force-tlsv13",
          "generate-certificates",
          "no-ca-names",
          "no-sslv3",
          "no-tls-tickets",
          "no-tlsv10",
          "no-tlsv11",
          "no-tlsv12",
          "no-tlsv13",
          "prefer-client-ciphers",
          "ssl",
          "strict-sni",
          "tfo",
          "transparent",
          "v4v6",
          "v6only");

  private final HaproxyLine line;
  private final Ledger ledger;

  BindReader(HaproxyLine line, Ledger ledger) {
    this.line = line;
    this.ledger = ledger;
  }

  /** The addresses; the ledger says what became of the others and of the parameters. */
  List<Sourced<String>> read() {
    boolean isBoth = line.words().stream().anyMatch(word -> word.text().equals("v4v6"));
    List<Sourced<String>> binds = new ArrayList<>();
    Optional<Word> list = line.words().stream().skip(1).findFirst();
    if (list.isEmpty()) {
      ledger.lost(line.at(), line.text(), "it has no address");
      return List.of();
    }
    for (String address : list.get().text().split(",", -1)) {
      binds.addAll(readAddress(address, isBoth));
    }
    if (!binds.isEmpty()) {
      ledger.carried(line.at(), "bind " + list.get().text(), "as bind");
    }
    readParameters();
    return binds;
  }

  private List<Sourced<String>> readAddress(String text, boolean isBoth) {
    String address = text.replaceFirst("^(ipv4|ipv6|tcp|tcp4|tcp6|ipv4@tcp|ipv6@tcp)@", "");
    int colon = address.lastIndexOf(':');
    if (address.contains("@") || address.startsWith("/") || colon < 0) {
      return lost(text, "a TCP proxy listens on IP addresses and ports only");
    }
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    List<Integer> ports = ports(address.substring(colon + 1));
    if (ports.isEmpty()) {
      return lost(text, "no port, or more than %d of them".formatted(MAX_PORTS_OF_A_RANGE));
    }
    List<String> hosts = hosts(host, isBoth, text.startsWith("ipv6@"));
    if (hosts.isEmpty()) {
      return lost(text, "no IP address: names are not looked up");
    }
    return hosts.stream()
        .flatMap(one -> ports.stream().map(port -> Sourced.at(line.at(), one + ":" + port)))
        .toList();
  }

  private List<Sourced<String>> lost(String address, String says) {
    ledger.lost(line.at(), "bind " + address, says);
    return List.of();
  }

  private static List<String> hosts(String host, boolean isBoth, boolean isIpv6) {
    if (host.isEmpty() || host.equals("*")) {
      return List.of(isIpv6 ? "[::]" : "0.0.0.0");
    }
    if (host.equals("::")) {
      return isBoth ? List.of("0.0.0.0", "[::]") : List.of("[::]");
    }
    return IpLiteral.parse(host).isEmpty()
        ? List.of()
        : List.of(host.contains(":") ? "[" + host + "]" : host);
  }

  private static List<Integer> ports(String text) {
    String[] ends = text.split("-", 2);
    Optional<Integer> first = Numbers.parse(ends[0], 1, 65535);
    Optional<Integer> last = ends.length == 1 ? first : Numbers.parse(ends[1], 1, 65535);
    if (first.isEmpty() || last.isEmpty() || last.get() - first.get() >= MAX_PORTS_OF_A_RANGE) {
      return List.of();
    }
    List<Integer> ports = new ArrayList<>();
    for (int port = first.get(); port <= last.get(); port++) {
      ports.add(port);
    }
    return ports;
  }

  private void readParameters() {
    List<Word> words = line.words();
    for (int i = 2; i < words.size(); i++) {
      String name = words.get(i).text();
      Verdict verdict =
          HaproxyVerdicts.BIND
              .find(name)
              .orElse(new Verdict(Fate.LOST, "not known to this importer: nothing replaces it"));
      boolean hasValue = !FLAGS.contains(name) && i + 1 < words.size();
      ledger.add(
          verdict, line.at(), "bind … " + name + (hasValue ? " " + words.get(i + 1).text() : ""));
      i += hasValue ? 1 : 0;
    }
  }
}
