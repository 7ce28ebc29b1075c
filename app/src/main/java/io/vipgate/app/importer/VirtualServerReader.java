package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a proxy of a {@code virtual_server}, which keepalived hands to IPVS in the kernel. */
final class VirtualServerReader {
  private static final String DEFAULT = "keepalived's default";

  /** After which IPVS forgets a silent connection (ipvsadm(8), --set). */
  private static final Duration IPVS_IDLE = Duration.ofMinutes(15);

  private static final Set<String> CHECKERS =
      Set.of(
          "TCP_CHECK",
          "HTTP_GET",
          "SSL_GET",
          "MISC_CHECK",
          "SMTP_CHECK",
          "DNS_CHECK",
          "UDP_CHECK",
          "PING_CHECK",
          "BFD_CHECK",
          "FILE_CHECK");

  /** Those that keep a client at its server by themselves. */
  private static final Set<String> BY_CLIENT = Set.of("sh", "mh");

  private static final Set<String> CARRIED_OF_SERVER = Set.of("weight", "uthreshold");

  private final Statement block;
  private final Set<String> balancers;
  private final Names names;
  private final Ledger ledger;
  private final Names serverNames = new Names();
  private final Set<String> addresses = new HashSet<>();
  private Optional<Statement> checker = Optional.empty();

  VirtualServerReader(Statement block, Set<String> balancers, Names names, Ledger ledger) {
    this.block = block;
    this.balancers = balancers;
    this.names = names;
    this.ledger = ledger;
  }

  /** The proxy; empty if it cannot be one of ours, and the ledger then says why. */
  Optional<ProxyDraft> read() {
    Optional<String> bind = endpoint(block);
    List<ServerDraft> servers = new ArrayList<>();
    for (Statement statement : block.children()) {
      readStatement(statement, servers);
    }
    if (bind.isEmpty() || servers.isEmpty()) {
      ledger.lost(
          block.at(),
          Statements.shown(block),
          bind.isEmpty()
              ? "left out: not an address and a port (fwmark and group have none)"
              : "left out: it has no real_server");
      return Optional.empty();
    }
    String name = names.give("virtual_server-" + bind.get().replaceAll("[\\[\\]]", ""));
    ledger.replaced(
        block.at(),
        Statements.shown(block),
        "proxy.%s: it relays in user space, so that servers see this machine's address, and needs the port for itself: an apiserver here must listen on another address or port"
            .formatted(name));
    CheckDraft check = new IpvsCheckReader(block, checker, ledger).read();
    Before before =
        new Before(
            checker.map(found -> Timings.ejected(check)),
            checker.map(found -> Timings.returned(check)),
            Optional.empty(),
            Optional.of(IPVS_IDLE),
            Optional.of(IPVS_IDLE),
            false);
    return Optional.of(
        new ProxyDraft(
            name,
            block.at(),
            List.of(Sourced.at(block.at(), bind.get())),
            balance(),
            Sourced.byDefault(block.at(), Duration.ofSeconds(2), "our default: IPVS connects none"),
            Sourced.byDefault(block.at(), 3, "our default: IPVS retries none"),
            List.of(new Setting("slow-start", "0s", "IPVS has none; ours would be 10s")),
            check,
            servers,
            before));
  }

  private void readStatement(Statement statement, List<ServerDraft> servers) {
    switch (statement.keyword()) {
      case "real_server" -> readServer(statement).ifPresent(servers::add);
      case "lb_algo", "lvs_sched", "delay_loop", "connect_timeout", "retry", "delay_before_retry" ->
          ledger.carried(statement.at(), Statements.shown(statement), "");
      case "sorry_server" -> sorryServer(statement).ifPresent(servers::add);
      case "virtualhost" -> ledger.carried(statement.at(), Statements.shown(statement), "as host");
      case "persistence_timeout" ->
          ledger.replaced(
              statement.at(),
              Statements.shown(statement),
              "balance = source-consistent: a client stays at its server by a hash, for good");
      default -> Statements.judge(statement, KeepalivedVerdicts.VIRTUAL_SERVER, ledger);
    }
  }

  /** Gets clients while no other server is in rotation: a backup. */
  private Optional<ServerDraft> sorryServer(Statement statement) {
    Optional<String> address = endpoint(statement);
    if (isThere(address, statement)) {
      return Optional.empty();
    }
    ledger.add(
        address.isPresent() ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        address.isPresent()
            ? "as a server of tier 1, checked like the others"
            : "not an address and a port");
    return address.map(
        found ->
            new ServerDraft(
                serverNames.give("sorry-server"),
                Sourced.at(statement.at(), found),
                Sourced.byDefault(statement.at(), 1, DEFAULT),
                List.of(new Setting("tier", "1", statement.at().toString()))));
  }

  private boolean isThere(Optional<String> address, Statement statement) {
    boolean isThere = address.isPresent() && !addresses.add(address.get());
    if (isThere) {
      ledger.lost(
          statement.at(),
          Statements.shown(statement),
          "left out: another server of this proxy has that address and port");
    }
    return isThere;
  }

  private Optional<ServerDraft> readServer(Statement server) {
    Optional<String> address = endpoint(server);
    if (address.isEmpty()) {
      ledger.lost(server.at(), Statements.shown(server), "left out: not an address and a port");
      Statements.with(server, Fate.NOT_NEEDED, ledger);
      return Optional.empty();
    }
    if (isThere(address, server)) {
      Statements.with(server, Fate.NOT_NEEDED, ledger);
      return Optional.empty();
    }
    boolean isChecked = false;
    for (Statement statement : server.children()) {
      if (CHECKERS.contains(statement.keyword())) {
        isChecked = true;
        readChecker(statement);
      } else if (CARRIED_OF_SERVER.contains(statement.keyword())) {
        ledger.carried(statement.at(), Statements.shown(statement), "");
      } else {
        Statements.judge(statement, KeepalivedVerdicts.VIRTUAL_SERVER, ledger);
      }
    }
    if (!isChecked) {
      ledger.trap(
          server.at(),
          Statements.shown(server),
          "no check: keepalived never takes it out, dead or not. Here it is checked like the others");
    }
    ledger.carried(server.at(), Statements.shown(server), "as a server");
    String name = serverNames.give(server.arguments().get(0).text());
    return Optional.of(
        new ServerDraft(
            name, Sourced.at(server.at(), address.get()), weight(server), limit(server)));
  }

  private static List<Setting> limit(Statement server) {
    return KeepalivedTime.number(server, "uthreshold", 1, 1_000_000)
        .map(most -> List.of(new Setting("max-connections", most.value() + "", most.note())))
        .orElse(List.of());
  }

  private static Sourced<Integer> weight(Statement server) {
    return server
        .child("weight")
        .flatMap(Statement::argument)
        .flatMap(word -> Numbers.parse(word.text(), 0, 256).map(w -> Sourced.from(word, w)))
        .orElseGet(() -> Sourced.byDefault(server.at(), 1, DEFAULT));
  }

  private void readChecker(Statement found) {
    boolean isKnown = IpvsCheckReader.TYPES.containsKey(found.keyword());
    boolean isAlike = checker.filter(first -> !first.keyword().equals(found.keyword())).isEmpty();
    if (isKnown && isAlike) {
      ledger.carried(found.at(), found.keyword(), "as the check of all its servers");
      Statements.with(found, Fate.CARRIED, ledger);
      checker = checker.or(() -> Optional.of(found));
      return;
    }
    Statements.judge(
        found,
        Optional.of(
            new Verdict(
                Fate.LOST,
                isKnown
                    ? "all servers of a proxy are checked alike: by " + checker.get().keyword()
                    : "there is no such check: it is checked as the others are, or by a TCP connect")),
        ledger);
  }

  private Sourced<String> balance() {
    Optional<Statement> algorithm = block.child("lb_algo").or(() -> block.child("lvs_sched"));
    String wanted = algorithm.flatMap(Statement::argument).map(Word::text).orElse("wlc");
    SourceLine at = algorithm.map(Statement::at).orElse(block.at());
    boolean isPersistent = block.child("persistence_timeout").isPresent();
    if (isPersistent && !BY_CLIENT.contains(wanted) && balancers.contains("source-consistent")) {
      return new Sourced<>(
          "source-consistent", at, at + ": persistence_timeout in place of " + wanted);
    }
    if (balancers.contains(wanted)) {
      return Sourced.at(at, wanted);
    }
    if (!wanted.equals("rr") && !wanted.equals("wrr")) {
      ledger.lost(
          at,
          algorithm.map(Statements::shown).orElse("lb_algo wlc by default"),
          "there is no such algorithm: roundrobin");
    }
    return Sourced.at(at, "roundrobin");
  }

  private static Optional<String> endpoint(Statement statement) {
    List<Word> words = statement.arguments();
    if (words.size() != 2 || Numbers.parse(words.get(1).text(), 1, 65535).isEmpty()) {
      return Optional.empty();
    }
    String host = words.get(0).text();
    return IpLiteral.parse(host)
        .filter(Addresses::isUnicast)
        .map(address -> (host.contains(":") ? "[" + host + "]" : host) + ":" + words.get(1).text());
  }
}
