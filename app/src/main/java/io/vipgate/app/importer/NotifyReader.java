package io.vipgate.app.importer;

import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads who is told of changes of state. keepalived has a script for each instance and state, ours
 * one command that is told of all of them, with the four arguments of keepalived's {@code notify}.
 */
final class NotifyReader {
  private static final Set<String> ONE_STATE =
      Set.of("notify_master", "notify_backup", "notify_fault", "notify_stop", "notify_deleted");
  private static final Set<String> FIFOS = Set.of("vrrp_notify_fifo", "notify_fifo");

  private final Ledger ledger;
  private final Map<String, Statement> commands = new LinkedHashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  NotifyReader(Ledger ledger) {
    this.ledger = ledger;
  }

  static boolean isFor(Statement statement) {
    return statement.keyword().equals("notify")
        || ONE_STATE.contains(statement.keyword())
        || FIFOS.contains(statement.keyword());
  }

  void read(Statement statement) {
    if (FIFOS.contains(statement.keyword())) {
      readFifo(statement);
    } else if (statement.keyword().equals("notify")) {
      readCommand(statement);
    } else {
      lost(
          statement,
          "there is no program for one state: notify.command is told MASTER, BACKUP, FAULT or STOP"
              + " as its third argument");
    }
  }

  private void readFifo(Statement statement) {
    if (settings.stream().anyMatch(setting -> setting.key().equals("notify.fifo"))) {
      lost(statement, "there is one pipe: see notify.fifo");
      return;
    }
    statement
        .argument()
        .filter(word -> word.text().startsWith("/"))
        .ifPresentOrElse(
            word -> {
              ledger.carried(statement.at(), Statements.shown(statement), "as notify.fifo");
              settings.add(
                  new Setting("notify.fifo", Hocon.text(word.text()), word.at().toString()));
            },
            () -> lost(statement, "not an absolute path"));
  }

  private void readCommand(Statement statement) {
    String line = statement.argument().map(Word::text).orElse("").strip();
    if (!line.startsWith("/")) {
      lost(statement, "not an absolute path: notify.command");
      return;
    }
    if (commands.isEmpty()) {
      settings.add(
          new Setting(
              "notify.command",
              Hocon.list(Arrays.asList(line.split("\\s+"))),
              statement.at().toString()));
    }
    commands.putIfAbsent(line, statement);
    if (commands.size() > 1 && !line.equals(commands.keySet().iterator().next())) {
      lost(statement, "there is one command, which is told of every router: see notify.command");
      return;
    }
    if (statement.arguments().size() > 1) {
      lost(
          statement,
          "carried over, but for its user: it runs as vipgate's own; notify.user is another one,"
              + " which takes vipgate to run as root");
      return;
    }
    ledger.carried(
        statement.at(),
        Statements.shown(statement),
        "as notify.command, which is told of every router and sync group");
  }

  /** What the file as a whole has of it. */
  List<Setting> settings() {
    return List.copyOf(settings);
  }

  private void lost(Statement statement, String says) {
    ledger.lost(statement.at(), Statements.shown(statement), says);
  }
}
