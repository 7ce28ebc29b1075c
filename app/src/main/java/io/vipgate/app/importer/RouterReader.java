package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code vrrp_instance}. */
final class RouterReader {
  private static final String DEFAULT = "keepalived's default";
  private static final int PRIORITY_OWNER = 255;
  private static final int MAX_PRIORITY = 254;
  private static final int MAX_INTERVAL = 255;
  private static final String UNICAST =
      "adverts are multicast to 224.0.0.18: all masters of the group have to change at once, and a"
          + " network that drops multicast (most clouds) cannot be used";

  private final Statement instance;
  private final Ledger ledger;
  private final List<TrackedScript> scripts = new ArrayList<>();

  private Sourced<String> state;
  private Sourced<String> interfaceName;
  private Optional<Sourced<Integer>> virtualRouterId = Optional.empty();
  private Sourced<Integer> priority;
  private Sourced<Boolean> preempt;
  private Sourced<Integer> advertSeconds;
  private Optional<Sourced<String>> password = Optional.empty();
  private final List<Sourced<String>> addresses = new ArrayList<>();

  private RouterReader(Statement instance, String defaultInterface, Ledger ledger) {
    this.instance = instance;
    this.ledger = ledger;
    SourceLine at = instance.at();
    state = Sourced.byDefault(at, "BACKUP", DEFAULT);
    interfaceName = Sourced.byDefault(at, defaultInterface, DEFAULT);
    priority = Sourced.byDefault(at, 100, DEFAULT);
    preempt = Sourced.byDefault(at, true, DEFAULT);
    advertSeconds = Sourced.byDefault(at, 1, DEFAULT);
  }

  /**
   * Reads it.
   *
   * @param scripts the file's {@code vrrp_script} blocks, by name
   * @return empty if ours cannot run it; the ledger then says why
   */
  static Optional<Router> read(
      Statement instance,
      String defaultInterface,
      Map<String, TrackedScript> scripts,
      Names names,
      Ledger ledger) {
    return new RouterReader(instance, defaultInterface, ledger).read(scripts, names);
  }

  private Optional<Router> read(Map<String, TrackedScript> known, Names names) {
    // An address is compared with the interface, wherever that stands.
    instance.child("interface").ifPresent(this::readStatementOfInterface);
    instance.children().forEach(statement -> readStatement(statement, known));
    String wanted = instance.argument().map(Word::text).orElse("");
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      ledger.lost(instance.at(), Statements.shown(instance), "left out: " + obstacle.get());
      return Optional.empty();
    }
    String name = names.give(wanted);
    ledger.carried(instance.at(), Statements.shown(instance), "as vrrp." + name);
    return Optional.of(
        new Router(
            name,
            instance.at(),
            state,
            interfaceName,
            virtualRouterId.orElseThrow(),
            priority,
            preempt,
            advertSeconds,
            password,
            addresses,
            scripts));
  }

  /** Why ours cannot run it. */
  private Optional<String> obstacle() {
    if (virtualRouterId.isEmpty()) {
      return Optional.of("it has no virtual_router_id of 1 to 255");
    }
    if (!Addresses.isInterfaceName(interfaceName.value())) {
      return Optional.of("its interface is none: " + interfaceName.value());
    }
    return addresses.isEmpty() ? Optional.of("it has no IPv4 address") : Optional.empty();
  }

  private void readStatementOfInterface(Statement statement) {
    statement.argument().ifPresent(word -> interfaceName = Sourced.from(word, word.text()));
  }

  private void readStatement(Statement statement, Map<String, TrackedScript> known) {
    switch (statement.keyword()) {
      case "state" -> readState(statement);
      case "interface" -> carried(statement, "");
      case "virtual_router_id" -> readRouterId(statement);
      case "priority" -> readPriority(statement);
      case "advert_int" -> readAdvertInterval(statement);
      case "nopreempt" -> readPreempt(statement, false);
      case "preempt" -> readPreempt(statement, true);
      case "authentication" -> password = new AuthReader(ledger).read(statement);
      case "virtual_ipaddress" ->
          addresses.addAll(new VipReader(interfaceName.value(), ledger).read(statement));
      case "version" -> readVersion(statement);
      case "unicast_peer" -> readBlock(statement, new Verdict(Fate.LOST, UNICAST));
      case "track_interface" -> readTrackedInterfaces(statement);
      case "track_process" -> readTrackedProcesses(statement, known);
      case "track_script" -> readTrackedScripts(statement, known);
      default -> Statements.judge(statement, KeepalivedVerdicts.INSTANCE, ledger);
    }
  }

  private void readBlock(Statement statement, Verdict verdict) {
    Statements.judge(statement, Optional.of(verdict), ledger);
  }

  private void readState(Statement statement) {
    String text = statement.argument().map(Word::text).orElse("").toUpperCase(Locale.ROOT);
    state = Sourced.at(statement.at(), text);
    ledger.notNeeded(
        statement.at(),
        Statements.shown(statement),
        "every start is as BACKUP: the priority decides who is master");
  }

  private void readRouterId(Statement statement) {
    virtualRouterId = number(statement, 1, 255).map(id -> Sourced.at(statement.at(), id));
    if (virtualRouterId.isPresent()) {
      carried(statement, "");
    } else {
      lost(statement, "not a number from 1 to 255");
    }
  }

  private void readPriority(Statement statement) {
    Optional<Integer> number = number(statement, 1, PRIORITY_OWNER);
    if (number.isEmpty()) {
      lost(statement, "not a number from 1 to 255: keepalived's default of 100 is used");
      return;
    }
    Sourced<Integer> read = Sourced.at(statement.at(), number.get());
    if (number.get() > MAX_PRIORITY) {
      lost(statement, "255 is for the owner of the addresses: 254 instead");
      priority = read.with(MAX_PRIORITY, "254 instead of 255");
      return;
    }
    priority = read;
    carried(statement, "");
  }

  private void readAdvertInterval(Statement statement) {
    Optional<BigDecimal> seconds =
        statement
            .argument()
            .map(Word::text)
            .filter(text -> text.matches("\\d{1,5}(\\.\\d{1,6})?"))
            .map(BigDecimal::new);
    if (seconds.isEmpty()) {
      lost(statement, "not a number of seconds: keepalived's default of 1 s is used");
      return;
    }
    int whole = seconds.get().setScale(0, RoundingMode.CEILING).intValue();
    int clipped = Math.max(1, Math.min(MAX_INTERVAL, whole));
    Sourced<Integer> read = Sourced.at(statement.at(), clipped);
    if (seconds.get().compareTo(BigDecimal.valueOf(clipped)) == 0) {
      advertSeconds = read;
      carried(statement, "as advert-interval");
      return;
    }
    advertSeconds = read.with(clipped, "%d s instead of %s s".formatted(clipped, seconds.get()));
    lost(
        statement,
        "version 2 has whole seconds from 1 to 255: %d s, and so all masters have to change at once"
            .formatted(clipped));
  }

  private void readPreempt(Statement statement, boolean value) {
    preempt = Sourced.at(statement.at(), value);
    carried(statement, "as preempt = " + value);
  }

  private void readVersion(Statement statement) {
    if (number(statement, 2, 2).isPresent()) {
      carried(statement, "");
      return;
    }
    lost(
        statement,
        "this is VRRP version 2: all masters of the group have to change at once, since peers of"
            + " version 3 do not hear it");
  }

  private void readTrackedInterfaces(Statement block) {
    carried(block, "the interface of the adverts is watched");
    for (Statement line : block.children()) {
      if (line.keyword().equals(interfaceName.value())) {
        carried(line, "without it there are no adverts, and the peers take over");
      } else {
        lost(line, "not watched: only " + interfaceName.value() + " is");
      }
    }
  }

  private void readTrackedProcesses(Statement block, Map<String, TrackedScript> known) {
    ledger.add(Fate.REPLACED, block.at(), block.keyword(), "see each process");
    for (Statement line : block.children()) {
      String command =
          Optional.ofNullable(known.get(line.keyword())).map(TrackedScript::command).orElse("");
      ledger.add(ScriptVerdict.of(command), line.at(), Statements.shown(line));
    }
  }

  private void readTrackedScripts(Statement block, Map<String, TrackedScript> known) {
    ledger.add(Fate.REPLACED, block.at(), block.keyword(), "see each script");
    for (Statement line : block.children()) {
      TrackedScript script = known.get(line.keyword());
      if (script == null) {
        lost(line, "there is no vrrp_script of that name");
        continue;
      }
      int weight = weight(line).orElse(script.weight());
      scripts.add(
          new TrackedScript(
              script.name(), line.at(), script.definedAt(), script.command(), weight));
      ledger.add(ScriptVerdict.of(script.command()), line.at(), Statements.shown(line));
    }
  }

  private static Optional<Integer> weight(Statement line) {
    List<Word> words = line.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).text().equals("weight")) {
        return Numbers.parse(words.get(i + 1).text(), -253, 253);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> number(Statement statement, int min, int max) {
    return statement.argument().flatMap(word -> Numbers.parse(word.text(), min, max));
  }

  private void carried(Statement statement, String says) {
    ledger.carried(statement.at(), Statements.shown(statement), says);
  }

  private void lost(Statement statement, String says) {
    ledger.lost(statement.at(), Statements.shown(statement), says);
  }
}
