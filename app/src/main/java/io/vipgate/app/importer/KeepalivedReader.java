package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Includes;
import io.vipgate.app.importer.keepalived.KeepalivedConfig;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceFile;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a keepalived.conf: its virtual routers and its virtual servers. */
final class KeepalivedReader {
  private static final String INTERFACE_BY_DEFAULT = "eth0";
  private static final Set<String> SCRIPT_KEYS =
      Set.of("script", "interval", "timeout", "weight", "fall", "rise", "user", "init_fail");

  private final KeepalivedConfig config;
  private final Includes files;
  private final Ledger ledger;
  private final Names names;

  KeepalivedReader(KeepalivedConfig config, Includes files, Names names, Ledger ledger) {
    this.config = config;
    this.files = files;
    this.names = names;
    this.ledger = ledger;
  }

  List<Router> routers() {
    Map<String, TrackedScript> scripts = scripts();
    scripts.putAll(processes());
    List<Router> routers = new ArrayList<>();
    for (Statement block : config.statements()) {
      switch (block.keyword()) {
        case "vrrp_instance" ->
            RouterReader.read(block, defaultInterface(), scripts, names, ledger)
                .ifPresent(routers::add);
        case "vrrp_sync_group" -> readSyncGroup(block);
        case "global_defs" -> readGlobal(block);
        case "virtual_server", "virtual_server_group", "vrrp_script", "vrrp_track_process" -> {}
        default -> Statements.judge(block, KeepalivedVerdicts.TOP, ledger);
      }
    }
    return routers;
  }

  List<ProxyDraft> virtualServers(Set<String> balancers, Names proxyNames) {
    List<ProxyDraft> proxies = new ArrayList<>();
    for (Statement block : config.blocks("virtual_server")) {
      new VirtualServerReader(block, balancers, proxyNames, ledger).read().ifPresent(proxies::add);
    }
    config
        .blocks("virtual_server_group")
        .forEach(
            group ->
                Statements.judge(
                    group,
                    Optional.of(
                        new Verdict(
                            Fate.LOST, "groups of virtual servers: write bind addresses out")),
                    ledger));
    return proxies;
  }

  private String defaultInterface() {
    return config.blocks("global_defs").stream()
        .flatMap(block -> block.child("default_interface").stream())
        .flatMap(statement -> statement.argument().stream())
        .map(Word::text)
        .findFirst()
        .orElse(INTERFACE_BY_DEFAULT);
  }

  private void readGlobal(Statement block) {
    ledger.notNeeded(block.at(), block.keyword(), "see each line");
    for (Statement statement : block.children()) {
      switch (statement.keyword()) {
        case "vrrp_version" -> readVersion(statement);
        case "vrrp_mcast_group4" -> readGroup(statement);
        case "vrrp_strict" ->
            ledger.trap(
                statement.at(),
                statement.keyword(),
                "keepalived drops packets to the addresses, unicast and passwords by it; nothing of"
                    + " this here");
        default -> Statements.judge(statement, KeepalivedVerdicts.GLOBAL, ledger);
      }
    }
  }

  private void readVersion(Statement statement) {
    boolean isTwo = statement.argument().filter(word -> word.text().equals("2")).isPresent();
    ledger.add(
        isTwo ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        isTwo ? "" : "this is VRRP version 2: all masters of the group have to change at once");
  }

  private void readGroup(Statement statement) {
    boolean isUsual =
        statement.argument().filter(word -> word.text().equals("224.0.0.18")).isPresent();
    ledger.add(
        isUsual ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        isUsual ? "" : "adverts go to 224.0.0.18: all masters have to change at once");
  }

  private void readSyncGroup(Statement block) {
    List<Statement> members = block.child("group").map(Statement::children).orElse(List.of());
    ledger.add(
        members.size() > 1 ? Fate.LOST : Fate.NOT_NEEDED,
        block.at(),
        Statements.shown(block),
        members.size() > 1
            ? "each virtual router moves by itself: give them the same priority order on every"
                + " master, and one process death moves all of them"
            : "a group of one");
    for (Statement statement : block.children()) {
      if (statement.keyword().equals("group")) {
        ledger.notNeeded(statement.at(), "group", "with " + block.keyword());
        Statements.with(statement, Fate.NOT_NEEDED, ledger);
      } else {
        Statements.judge(statement, KeepalivedVerdicts.INSTANCE, ledger);
      }
    }
  }

  private Map<String, TrackedScript> scripts() {
    Map<String, TrackedScript> scripts = new LinkedHashMap<>();
    for (Statement block : config.blocks("vrrp_script")) {
      String command = block.child("script").map(this::command).orElse("");
      int weight =
          block
              .child("weight")
              .flatMap(Statement::argument)
              .flatMap(word -> Numbers.parse(word.text(), -253, 253))
              .orElse(0);
      String name = block.argument().map(Word::text).orElse("");
      scripts.put(name, new TrackedScript(name, block.at(), block.at(), command, weight));
      ledger.notNeeded(block.at(), Statements.shown(block), "see where it is tracked");
      for (Statement line : block.children()) {
        ledger.add(
            SCRIPT_KEYS.contains(line.keyword()) ? Fate.NOT_NEEDED : Fate.LOST,
            line.at(),
            Statements.shown(line),
            SCRIPT_KEYS.contains(line.keyword()) ? "with vrrp_script" : "not known of a script");
        Statements.with(line, Fate.NOT_NEEDED, ledger);
      }
    }
    return scripts;
  }

  private Map<String, TrackedScript> processes() {
    Map<String, TrackedScript> processes = new LinkedHashMap<>();
    for (Statement block : config.blocks("vrrp_track_process")) {
      String name = block.argument().map(Word::text).orElse("");
      String process =
          block.child("process").flatMap(Statement::argument).map(Word::text).orElse("");
      processes.put(name, new TrackedScript(name, block.at(), block.at(), "pidof " + process, 0));
      ledger.notNeeded(block.at(), Statements.shown(block), "see where it is tracked");
      Statements.with(block, Fate.NOT_NEEDED, ledger);
    }
    return processes;
  }

  /** What it runs; with the file's text, if it is on this machine. */
  private String command(Statement script) {
    String line = String.join(" ", script.arguments().stream().map(Word::text).toList());
    String program = line.split("\\s", 2)[0];
    if (!program.startsWith("/")) {
      return line;
    }
    List<String> texts = files.find(program, config.file()).stream().map(SourceFile::text).toList();
    return line + "\n" + String.join("\n", texts);
  }
}
