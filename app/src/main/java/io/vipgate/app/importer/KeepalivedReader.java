package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Includes;
import io.vipgate.app.importer.keepalived.KeepalivedConfig;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a keepalived.conf: its virtual routers and its virtual servers. */
final class KeepalivedReader {
  private final KeepalivedConfig config;
  private final Includes files;
  private final Ledger ledger;
  private final Names names;
  private final NotifyReader notify;

  KeepalivedReader(KeepalivedConfig config, Includes files, Names names, Ledger ledger) {
    this.config = config;
    this.files = files;
    this.names = names;
    this.ledger = ledger;
    this.notify = new NotifyReader(ledger);
  }

  List<Router> routers() {
    RouterReader.Context context =
        new RouterReader.Context(
            Globals.of(config.blocks("global_defs")),
            new TrackableReader(config, files, ledger).read(),
            syncGroups(),
            notify);
    List<Router> routers = new ArrayList<>();
    for (Statement block : config.statements()) {
      switch (block.keyword()) {
        case "vrrp_instance" ->
            RouterReader.read(block, context, names, ledger).ifPresent(routers::add);
        case "vrrp_sync_group" -> readSyncGroup(block);
        case "global_defs" -> readGlobal(block);
        case "virtual_server",
            "virtual_server_group",
            "vrrp_script",
            "vrrp_track_process",
            "vrrp_track_file",
            "track_file" -> {}
        default -> Statements.judge(block, KeepalivedVerdicts.TOP, ledger);
      }
    }
    return routers;
  }

  /** Settings for the file as a whole; complete after {@link #routers}. */
  List<Setting> daemon() {
    return notify.settings();
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

  private void readGlobal(Statement block) {
    ledger.notNeeded(block.at(), block.keyword(), "see each line");
    for (Statement statement : block.children()) {
      if (NotifyReader.isFor(statement)) {
        notify.read(statement);
        continue;
      }
      if (AnnounceReader.isFor(statement)) {
        AnnounceReader.account(statement, ledger);
        continue;
      }
      switch (statement.keyword()) {
        case "vrrp_version" -> readVersion(statement);
        case "vrrp_mcast_group4" -> readGroup(statement, "224.0.0.18");
        case "vrrp_mcast_group6" -> readGroup(statement, "ff02::12");
        case "vrrp_startup_delay" ->
            ledger.carried(statement.at(), Statements.shown(statement), "as startup-delay");
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
    boolean isKnown = statement.argument().filter(word -> word.text().matches("[23]")).isPresent();
    ledger.add(
        isKnown ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        isKnown ? "as version of each virtual router" : "VRRP has versions 2 and 3");
  }

  private void readGroup(Statement statement, String usual) {
    boolean isUsual = statement.argument().filter(word -> word.text().equals(usual)).isPresent();
    ledger.add(
        isUsual ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        isUsual ? "" : "adverts go to %s: all masters have to change at once".formatted(usual));
  }

  /** By their members. */
  private Map<String, RouterReader.SyncGroupBlock> syncGroups() {
    Names groupNames = new Names();
    Map<String, RouterReader.SyncGroupBlock> groups = new LinkedHashMap<>();
    for (Statement block : config.blocks("vrrp_sync_group")) {
      List<Statement> members = members(block);
      if (members.size() > 1) {
        String name = groupNames.give(block.argument().map(Word::text).orElse(""));
        members.forEach(
            member -> groups.put(member.keyword(), new RouterReader.SyncGroupBlock(name, block)));
      }
    }
    return groups;
  }

  private static List<Statement> members(Statement group) {
    return group.child("group").map(Statement::children).orElse(List.of());
  }

  private void readSyncGroup(Statement block) {
    boolean isGroup = members(block).size() > 1;
    ledger.add(
        isGroup ? Fate.CARRIED : Fate.NOT_NEEDED,
        block.at(),
        Statements.shown(block),
        isGroup ? "as sync-group of its members" : "a group of one");
    for (Statement statement : block.children()) {
      if (statement.keyword().equals("group")) {
        ledger.add(
            isGroup ? Fate.CARRIED : Fate.NOT_NEEDED,
            statement.at(),
            "group",
            "with " + block.keyword());
        Statements.with(statement, isGroup ? Fate.CARRIED : Fate.NOT_NEEDED, ledger);
      } else if (NotifyReader.isFor(statement)) {
        notify.read(statement);
      } else if (!TrackReader.BLOCKS.contains(statement.keyword())) {
        Statements.judge(statement, KeepalivedVerdicts.INSTANCE, ledger);
      } else if (!isGroup) {
        Statements.judge(
            statement,
            Optional.of(
                new Verdict(Fate.LOST, "write it in the instance: the group has one member")),
            ledger);
      }
    }
  }
}
