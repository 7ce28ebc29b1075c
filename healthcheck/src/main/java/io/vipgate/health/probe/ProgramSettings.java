package io.vipgate.health.probe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program that looks at a server for us. No shell: each word is passed as it is.
 *
 * @param command an absolute path, and its arguments
 * @param user whom to run it as; null: whoever we are
 * @param environment all that it gets of one that does not change
 * @param server whom it looks at, as {@link Means#variables} knows it
 */
public record ProgramSettings(
    List<String> command, @Nullable String user, Map<String, String> environment, String server) {
  /** Always content; stands for no program. */
  public static final ProgramSettings NONE =
      new ProgramSettings(List.of("/bin/true"), null, Map.of(), "");

  /**
   * @throws IllegalArgumentException if the command is not an absolute path
   */
  public ProgramSettings {
    command = List.copyOf(command);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    if (command.isEmpty() || !command.get(0).startsWith("/")) {
      throw new IllegalArgumentException(
          "command: value: %s (expected: an absolute path, and arguments)".formatted(command));
    }
  }
}
