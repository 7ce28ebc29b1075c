package io.vipgate.health.probe;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program: no shell, no input, an environment that is given, and no privilege of ours.
 * {@code setpriv} (util-linux) takes them away, since a Java process cannot do so for its children.
 */
final class ProgramRun {
  private static final String SETPRIV = "/usr/bin/setpriv";

  /** Of the output that is kept; the rest is read, so that the program is not held up, and lost. */
  private static final int MAX_OUTPUT = 4 << 10;

  /** As of a process that was ended by a signal: 128 and its number, as shells put it. */
  private static final int SIGNALLED = 128;

  private final ProgramSettings settings;
  private final Supplier<Map<String, String>> variables;
  private @Nullable Process process;
  private boolean killed;

  /**
   * @param variables of its environment, beside those of the settings
   */
  ProgramRun(ProgramSettings settings, Supplier<Map<String, String>> variables) {
    this.settings = settings;
    this.variables = variables;
  }

  /**
   * How it ended.
   *
   * @param output its first line; empty if there was none
   */
  record Outcome(int exitCode, String output) {

    /** For people. */
    String description() {
      String how =
          exitCode > SIGNALLED
              ? "killed by signal %d".formatted(exitCode - SIGNALLED)
              : "exit code %d".formatted(exitCode);
      return output.isEmpty() ? how : how + ": " + output;
    }
  }

  /**
   * Runs it to its end, or until it is {@link #kill killed}. Blocks.
   *
   * @throws IOException if it could not be started
   */
  Outcome execute() throws IOException, InterruptedException {
    Path program = Path.of(settings.command().get(0));
    if (!Files.isExecutable(program)) {
      throw new IOException("%s: not there, or not executable".formatted(program));
    }
    Process running = start();
    String output = firstLine(running.getInputStream());
    return new Outcome(running.waitFor(), output);
  }

  private synchronized Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .directory(new File("/"));
    builder.environment().clear();
    builder.environment().putAll(settings.environment());
    builder.environment().putAll(variables.get());
    Process started = builder.start();
    process = started;
    if (killed) {
      end(started);
    }
    return started;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(SETPRIV);
    command.addAll(List.of("--no-new-privs", "--inh-caps=-all"));
    if (settings.user() != null) {
      command.addAll(List.of("--reuid=" + settings.user(), "--regid=" + settings.user()));
      command.add("--init-groups");
    }
    command.add("--");
    command.addAll(settings.command());
    return command;
  }

  private static String firstLine(InputStream output) throws IOException {
    byte[] head = output.readNBytes(MAX_OUTPUT);
    try {
      output.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Its end was closed under us: it was killed.
    }
    int end = 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    return BytePattern.excerpt(java.util.Arrays.copyOf(head, end));
  }

  /** Ends it, and all that it started; at once if it has not started yet. Any thread. */
  synchronized void kill() {
    killed = true;
    if (process != null) {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
