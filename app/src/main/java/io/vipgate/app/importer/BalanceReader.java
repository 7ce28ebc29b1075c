package io.vipgate.app.importer;

import io.vipgate.app.importer.haproxy.HaproxyLine;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code balance}, with what goes with it: {@code hash-type} and {@code stick on src}. */
final class BalanceReader {
  private static final String ROUND_ROBIN = "roundrobin";
  private static final String BY_CLIENT = "source-consistent";

  /** Those that do not bind a client to a server by themselves. */
  private static final Set<String> FREE =
      Set.of(ROUND_ROBIN, "static-rr", "leastconn", "first", "random");

  private final Scope scope;
  private final Set<String> balancers;
  private final Ledger ledger;

  BalanceReader(Scope scope, Set<String> balancers, Ledger ledger) {
    this.scope = scope;
    this.balancers = balancers;
    this.ledger = ledger;
  }

  Sourced<String> read() {
    Optional<HaproxyLine> line = scope.lastBack("balance");
    String wanted = line.flatMap(found -> found.word(1)).orElse(ROUND_ROBIN);
    String algorithm = wanted.replaceFirst("\\(.*", "");
    Sourced<String> read =
        line.map(found -> Sourced.at(found.at(), algorithm))
            .orElseGet(() -> Sourced.byDefault(scope.at(), ROUND_ROBIN, "haproxy's default"));
    Optional<HaproxyLine> stick = stickOnSource();
    if (FREE.contains(algorithm) && stick.isPresent() && balancers.contains(BY_CLIENT)) {
      return affinity(stick.get(), line);
    }
    return line.map(found -> translated(found, wanted, algorithm, read)).orElse(read);
  }

  private Sourced<String> translated(
      HaproxyLine line, String wanted, String algorithm, Sourced<String> read) {
    Optional<HaproxyLine> hash = scope.lastBack("hash-type", "consistent");
    if (algorithm.equals("source") && hash.isPresent() && balancers.contains(BY_CLIENT)) {
      ledger.carried(line.at(), line.text(), "as source-consistent");
      ledger.carried(hash.get().at(), hash.get().text(), "as source-consistent");
      return read.with(BY_CLIENT, "with " + hash.get().at());
    }
    if (algorithm.equals("random") && balancers.contains("random2")) {
      boolean isOfTwo = !wanted.contains("(") || wanted.equals("random(2)");
      ledger.add(
          isOfTwo ? Fate.CARRIED : Fate.REPLACED,
          line.at(),
          line.text(),
          isOfTwo ? "as random2" : "random2: the less busy of two");
      return read.with("random2", "the less busy of two drawn");
    }
    if (balancers.contains(algorithm)) {
      ledger.carried(line.at(), line.text(), "");
      return read;
    }
    if (algorithm.equals("static-rr")) {
      ledger.replaced(line.at(), line.text(), "roundrobin: it shares out the same");
      return read.with(ROUND_ROBIN, "instead of " + wanted);
    }
    ledger.lost(
        line.at(),
        line.text(),
        "it looks into HTTP, or is not known: roundrobin; source-consistent keeps a client at its"
            + " server");
    return read.with(ROUND_ROBIN, "instead of " + wanted);
  }

  /** {@code stick on src}, and nothing more. */
  private Optional<HaproxyLine> stickOnSource() {
    return scope.allBack("stick", "on", "src").stream()
        .filter(line -> line.words().size() == 3)
        .findFirst();
  }

  private Sourced<String> affinity(HaproxyLine stick, Optional<HaproxyLine> balance) {
    String says =
        "balance = source-consistent: a client stays at its server by a hash, without a table that"
            + " could be lost";
    ledger.replaced(stick.at(), stick.text(), says);
    List<HaproxyLine> tables = scope.allBack("stick-table");
    tables.forEach(table -> ledger.replaced(table.at(), table.text(), says));
    balance.ifPresent(line -> ledger.replaced(line.at(), line.text(), says));
    return Sourced.at(stick.at(), BY_CLIENT);
  }
}
