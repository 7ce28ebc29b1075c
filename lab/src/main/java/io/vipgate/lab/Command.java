package io.vipgate.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a short command to its end. */
public final class Command {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /**
   * How a command ended.
   *
   * @param exitCode 0 for success
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Result(List<String> command, int exitCode, String out, String err) {
    public Result {
      command = List.copyOf(command);
    }

    /** Whether it exited with 0. */
    public boolean succeeded() {
      return exitCode == 0;
    }

    /** Returns this if the command succeeded. */
    public Result orThrow() {
      if (!succeeded()) {
        throw new LabException(
            "command: %s: value: exit %d (expected: exit 0): %s%s"
                .formatted(String.join(" ", command), exitCode, err.strip(), out.strip()));
      }
      return this;
    }
  }

  private Command() {}

  /** Runs the command and throws {@link LabException} unless it exits with 0 within 20 s. */
  public static Result run(String... command) {
    return attempt(List.of(command)).orThrow();
  }

  /** Runs the command and returns how it ended, whatever that was. */
  public static Result attempt(String... command) {
    return attempt(List.of(command));
  }

  /** Runs the command and returns how it ended, whatever that was. */
  public static Result attempt(List<String> command) {
    return attempt(command, DEADLINE);
  }

  /** The same of one that may take longer than 20 s. */
  public static Result attempt(List<String> command, Duration deadline) {
    Process process = spawn(command);
    CompletableFuture<String> out = drain(process.getInputStream());
    CompletableFuture<String> err = drain(process.getErrorStream());
    try {
      process.getOutputStream().close();
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException(
            "command: %s: value: still running after %d s (expected: an end)"
                .formatted(String.join(" ", command), deadline.toSeconds()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + String.join(" ", command), e);
    } finally {
      // Not once it has ended: that would close its output before it is read.
      if (process.isAlive()) {
        process.destroyForcibly();
      }
    }
    return new Result(command, process.exitValue(), out.join(), err.join());
  }

  private static Process spawn(List<String> command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new LabException(
          "command: %s: value: could not start (expected: installed, see Requirements)"
              .formatted(String.join(" ", command)),
          e);
    }
  }

  private static CompletableFuture<String> drain(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(e);
              }
            },
            "lab-command-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }
}
