package io.vipgate.app.track;

import io.vipgate.vrrp.role.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts processes by what proc(5) tells of them. Zombies have no command line and a name; as in
 * keepalived they do not count.
 */
final class ProcessLook implements Look {
  private static final int COMM_BYTES = 15;

  private final Path proc;
  private final String process;
  private final int atLeast;

  /**
   * @param proc {@code /proc}
   * @param process a name, or with a leading slash the beginning of a command line
   */
  ProcessLook(Path proc, String process, int atLeast) {
    this.proc = proc;
    this.process = process;
    this.atLeast = atLeast;
  }

  @Override
  public Observation look() {
    int count = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path one : all) {
        count += matches(one) ? 1 : 0;
      }
    } catch (IOException e) {
      return new Observation.Unknown(proc + ": " + e.getMessage());
    }
    // Not the number: it would be news whenever it changed.
    String enough = count < atLeast ? count + " of at least " + atLeast : "at least " + atLeast;
    String evidence = enough + " running: " + process;
    return count >= atLeast ? new Observation.Up(evidence) : new Observation.Down(evidence);
  }

  private boolean matches(Path directory) {
    try {
      return process.startsWith("/") ? matchesCommand(directory) : matchesName(directory);
    } catch (IOException e) {
      return false; // It ended while we looked.
    }
  }

  private boolean matchesName(Path directory) throws IOException {
    String name = read(directory.resolve("comm")).stripTrailing();
    return name.equals(shortened(process)) && !isZombie(directory);
  }

  /** The kernel keeps no more of a name (TASK_COMM_LEN). */
  private static String shortened(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= COMM_BYTES
        ? name
        : new String(bytes, 0, COMM_BYTES, StandardCharsets.UTF_8);
  }

  private boolean matchesCommand(Path directory) throws IOException {
    String command = read(directory.resolve("cmdline")).replace('\0', ' ').stripTrailing();
    return command.equals(process) || command.startsWith(process + " ");
  }

  /** The state stands behind the name, which is in parentheses and may have more of them. */
  private static boolean isZombie(Path directory) throws IOException {
    String stat = read(directory.resolve("stat"));
    return stat.startsWith(") Z", stat.lastIndexOf(')'));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
