package io.vipgate.linux;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the tools that the tests compare with. */
final class Shell {
  private Shell() {}

  /** The output, of both streams, of a command that must succeed. */
  static String run(String... command) throws IOException {
    Result result = attempt(command);
    if (result.exitCode() != 0) {
      throw new AssertionError(List.of(command) + ": " + result.output());
    }
    return result.output();
  }

  /** Runs a command that may fail. */
  static Result attempt(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(exitCode(process), output);
  }

  record Result(int exitCode, String output) {}

  private static int exitCode(Process process) throws InterruptedIOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(process.info().toString());
    }
  }
}
