package io.vipgate.app.track;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs of others that we run: without a shell, input or output. */
public final class ScriptProcess {
  private static final long LOOKUP_LIMIT_S = 5;

  private ScriptProcess() {}

  /**
   * Runs it to its end. One that takes too long is killed, with what it started and did not wait
   * for.
   *
   * @param command an absolute path and its arguments
   * @return its exit status; empty if there was none within the timeout
   * @throws IOException if there is no such program, or it may not be run
   */
  public static OptionalInt run(List<String> command, Duration timeout)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return OptionalInt.of(process.exitValue());
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return OptionalInt.empty();
  }

  /**
   * The command as another user, with that user's groups and no capability.
   *
   * @param user null: whoever we are
   * @throws UncheckedIOException if there is no such user
   */
  public static List<String> as(@Nullable String user, List<String> command) {
    if (user == null || user.equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> whole =
        new ArrayList<>(
            List.of(
                "/usr/bin/setpriv",
                "--reuid",
                user,
                "--regid",
                primaryGroup(user),
                "--init-groups",
                "--inh-caps=-all",
                "--"));
    whole.addAll(command);
    return List.copyOf(whole);
  }

  private static String primaryGroup(String user) {
    try {
      Process id = new ProcessBuilder("/usr/bin/id", "-g", user).start();
      String group = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (id.waitFor(LOOKUP_LIMIT_S, TimeUnit.SECONDS) && id.exitValue() == 0) {
        return group;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UncheckedIOException(
        new IOException("user: value: " + user + " (expected: one that id(1) knows)"));
  }
}
