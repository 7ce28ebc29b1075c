package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code unicast_peer}: an address a line, with the TTLs that its adverts may have. */
final class UnicastReader {
  private static final int MAX_TTL = 255;

  private final Ledger ledger;
  private final List<Sourced<String>> peers = new ArrayList<>();
  private Optional<Sourced<Integer>> minTtl = Optional.empty();

  UnicastReader(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The settings of the section {@code unicast}; none if there is no peer. */
  List<Setting> read(Statement block) {
    ledger.carried(block.at(), block.keyword(), "as unicast.peers");
    block.children().forEach(this::readLine);
    if (peers.isEmpty()) {
      ledger.lost(block.at(), block.keyword(), "no peer: adverts are multicast");
      return List.of();
    }
    List<Setting> settings = new ArrayList<>();
    settings.add(
        new Setting(
            "peers", Hocon.list(peers.stream().map(Sourced::value).toList()), peers.get(0).note()));
    minTtl.ifPresent(
        ttl -> settings.add(new Setting("min-ttl", ttl.value().toString(), ttl.note())));
    return settings;
  }

  private void readLine(Statement line) {
    String text = line.keyword();
    if (IpLiteral.parse(text).filter(Addresses::isUnicast).isEmpty()) {
      ledger.lost(line.at(), Statements.shown(line), "not the IP address of a host: left out");
      return;
    }
    ledger.carried(line.at(), Statements.shown(line), "as a peer");
    peers.add(Sourced.at(line.at(), text));
    List<Word> words = line.arguments();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      readTtl(line, words.get(i).text(), words.get(i + 1));
    }
  }

  private void readTtl(Statement line, String name, Word value) {
    Optional<Integer> ttl = Numbers.parse(value.text(), 1, MAX_TTL);
    boolean isMinimum = name.equals("min_ttl") && ttl.isPresent();
    if (isMinimum
        && minTtl.map(Sourced::value).filter(other -> !other.equals(ttl.get())).isEmpty()) {
      minTtl = Optional.of(Sourced.from(value, ttl.get()));
      return;
    }
    ledger.lost(
        line.at(),
        name + " " + value.text(),
        isMinimum
            ? "min-ttl is one for all peers: %d".formatted(minTtl.get().value())
            : "adverts may have any TTL from min-ttl on");
  }
}
