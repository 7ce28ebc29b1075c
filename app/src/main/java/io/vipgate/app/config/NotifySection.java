package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.ListOf;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code notify}. */
final class NotifySection {
  private static final int PATH_MAX = 4095;

  static final Key<List<String>> COMMAND =
      Key.optional(
              "command",
              new ListOf<>(Scalars.matching("[^\\x00]*", "a text")),
              "none",
              "A program's absolute path, and its arguments, to which keepalived's four are added:"
                  + " `INSTANCE` or `GROUP`, the name, `MASTER`, `BACKUP`, `FAULT` or `STOP`, and the"
                  + " priority. It is run for each change of a virtual router's state, one at a time,"
                  + " in order, and not by a shell.")
          .knownAs("notify", "notify_master", "notify_backup", "notify_fault", "script");

  static final Key<String> USER =
      Key.optional(
          "user",
          Scalars.matching("[A-Za-z_][A-Za-z0-9_.-]{0,31}", "a user's name"),
          "vipgate's own",
          "Whom the command runs as. Another one than vipgate's own needs vipgate to run as root.");

  static final Key<Duration> TIMEOUT =
      Key.withDefault(
          "timeout",
          Scalars.duration(Duration.ofMillis(10), Duration.ofHours(1)),
          "30s",
          "After which the command is killed, and the webhook's answer no longer waited for: the"
              + " next one waits that long at most.");

  static final Key<Path> FIFO =
      Key.optional(
              "fifo",
              Scalars.absolutePath(PATH_MAX),
              "none",
              "A named pipe, made if it is not there, that gets a line of the same four words. Lines"
                  + " wait for a reader while the pipe has room (64 KiB).")
          .knownAs("vrrp_notify_fifo", "notify_fifo");

  static final Key<Boolean> PRIORITY_CHANGES =
      Key.withDefault(
              "priority-changes",
              Scalars.bool(),
              "false",
              "Whether the pipe gets a line, too, when the priority alone has changed, as"
                  + " keepalived's does: `MASTER_PRIORITY` or `BACKUP_PRIORITY` in place of the"
                  + " state. The journal, and so the webhook, always has it.")
          .knownAs("notify_priority_changes", "vrrp_notify_priority_changes");

  static final Key<URI> WEBHOOK =
      Key.optional(
          "webhook",
          Scalars.readBy(NotifySection::uri, "an http:// or https:// URL"),
          "none",
          "Where each entry of the journal is posted as JSON, one at a time, in order. One that"
              + " cannot be delivered is dropped with a line in the log.");

  static final Section SECTION =
      new Section(
          "notify",
          Section.Kind.SINGLE,
          "Who is told of changes of state. None of this delays what it tells of.",
          List.of(COMMAND, USER, TIMEOUT, FIFO, PRIORITY_CHANGES, WEBHOOK),
          List.of(),
          NotifySection::check);

  private NotifySection() {}

  static NotifyConfig build(SectionValues values) {
    return new NotifyConfig(
        values.find(COMMAND).orElse(List.of()),
        values.getOrNull(USER),
        values.get(TIMEOUT),
        values.getOrNull(FIFO),
        values.get(PRIORITY_CHANGES),
        values.getOrNull(WEBHOOK));
  }

  private static URI uri(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException(text);
    }
    return uri;
  }

  private static void check(SectionValues values, Report report) {
    values
        .find(COMMAND)
        .filter(command -> !command.get(0).startsWith("/"))
        .ifPresent(
            command ->
                report.problem(
                    values.locate(COMMAND),
                    "an absolute path first; there is no shell to find it"));
  }
}
