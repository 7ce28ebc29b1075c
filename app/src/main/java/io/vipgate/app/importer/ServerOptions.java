package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.haproxy.HaproxyLine;
import io.vipgate.app.importer.source.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a {@code server} line says of connections to it: whether it is a backup, how many it
 * takes, where they come from and with which header.
 */
final class ServerOptions {
  private static final int LAST_TIER = 9;
  private static final int MAX_CONNECTIONS = 1_000_000;

  private final Scope scope;
  private final Ledger ledger;
  private final boolean backupsTogether;
  private int backups;

  ServerOptions(Scope scope, Ledger ledger) {
    this.scope = scope;
    this.ledger = ledger;
    this.backupsTogether =
        scope.lastBack("option", "allbackups").isPresent()
            && scope.lastBack("no", "option", "allbackups").isEmpty();
  }

  /** Of the next server, in the file's order. */
  List<Setting> read(ServerParams params) {
    List<Setting> options = new ArrayList<>();
    params.find("backup").ifPresent(backup -> options.add(tier(backup)));
    params
        .number("maxconn", 1, MAX_CONNECTIONS)
        .ifPresent(
            limit -> options.add(new Setting("max-connections", limit.value() + "", limit.note())));
    source(params).ifPresent(options::add);
    proxyHeader(params).ifPresent(options::add);
    return options;
  }

  /** HAProxy uses one backup at a time, in order, unless it has {@code option allbackups}. */
  private Setting tier(Sourced<String> backup) {
    backups++;
    int tier = backupsTogether ? 1 : Math.min(backups, LAST_TIER);
    if (!backupsTogether && backups > LAST_TIER) {
      ledger.lost(
          backup.at(), "backup", "there are 9 tiers of backups: together with the one before");
    }
    return new Setting("tier", tier + "", backup.note());
  }

  private Optional<Setting> source(ServerParams params) {
    Optional<Sourced<String>> own = params.find("source");
    Optional<Sourced<String>> wanted =
        own.or(
            () ->
                scope
                    .lastBack("source")
                    .flatMap(line -> line.word(1).map(word -> Sourced.at(line.at(), word))));
    return wanted.flatMap(this::source);
  }

  private Optional<Setting> source(Sourced<String> wanted) {
    String text = wanted.value();
    boolean hasPort = text.matches(".*]:\\d+|[^:]*:[\\d-]+");
    String host =
        (hasPort ? text.substring(0, text.lastIndexOf(':')) : text).replaceAll("[\\[\\]]", "");
    if (host.equals("0.0.0.0") || host.equals("*")) {
      return Optional.empty();
    }
    if (IpLiteral.parse(host).filter(Addresses::isUnicast).isEmpty()) {
      lost(wanted.at(), "source " + text, "not the address of a host: the kernel chooses it");
      return Optional.empty();
    }
    if (hasPort && !text.endsWith(":0")) {
      lost(wanted.at(), "source " + text, "the kernel chooses the port");
    }
    return Optional.of(new Setting("source", Hocon.text(host), wanted.note()));
  }

  private Optional<Setting> proxyHeader(ServerParams params) {
    Optional<Sourced<String>> v2 =
        params
            .find("send-proxy-v2")
            .or(() -> params.find("send-proxy-v2-ssl"))
            .or(() -> params.find("send-proxy-v2-ssl-cn"));
    return v2.map(found -> new Setting("send-proxy", "v2", found.note()))
        .or(
            () ->
                params
                    .find("send-proxy")
                    .map(found -> new Setting("send-proxy", "v1", found.note())));
  }

  private void lost(SourceLine at, String what, String says) {
    ledger.lost(at, what, says);
  }

  /** The backend's own line, whose servers have it unless they say otherwise. */
  static void judgeSource(HaproxyLine line, Ledger ledger) {
    boolean isPlain = line.words().size() == 2;
    ledger.add(
        isPlain ? Fate.CARRIED : Fate.LOST,
        line.at(),
        line.text(),
        isPlain ? "as source of its servers" : "no more than the address is carried over");
  }
}
