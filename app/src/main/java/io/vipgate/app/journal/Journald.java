package io.vipgate.app.journal;

import io.vipgate.linux.UnixDatagrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands entries to systemd-journald with their parts as fields, so that {@code journalctl
 * VIPGATE_CAUSE=late} finds them. Where this process's standard error is not journald's, or that
 * takes no message, they are lines of the log as everything else is.
 */
public final class Journald implements Journal.Printer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journald.class);

  static final Path SOCKET = Path.of("/run/systemd/journal/socket");

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final String STREAM_VARIABLE = "JOURNAL_STREAM";
  private static final int LARGEST = 8192;

  private final UnixDatagrams socket;

  private Journald(UnixDatagrams socket) {
    this.socket = socket;
  }

  /**
   * The journald that this process writes to; empty if it writes elsewhere. Without one no native
   * library is loaded.
   *
   * @param environment JOURNAL_STREAM, the device and inode of what journald has given to it
   */
  public static Optional<Journald> of(Map<String, String> environment) {
    return isOurs(environment.getOrDefault(STREAM_VARIABLE, ""), STANDARD_ERROR)
        ? open(SOCKET)
        : Optional.empty();
  }

  /** That standard error is still what systemd made of it (systemd.exec(5), JOURNAL_STREAM). */
  static boolean isOurs(String stream, Path standardError) {
    try {
      return stream.equals(
          Files.getAttribute(standardError, "unix:dev")
              + ":"
              + Files.getAttribute(standardError, "unix:ino"));
    } catch (IOException e) {
      return false;
    }
  }

  static Optional<Journald> open(Path socket) {
    try {
      return Optional.of(new Journald(UnixDatagrams.open(socket.toString(), LARGEST)));
    } catch (IOException e) {
      log.warn("journald: {}; its lines have no fields", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public boolean print(JournalEntry entry) {
    try {
      socket.send(JournaldMessage.of(entry));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
