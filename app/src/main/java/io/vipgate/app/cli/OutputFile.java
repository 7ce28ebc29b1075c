package io.vipgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes the configuration that it made.
 *
 * @param file standard output if null
 * @param force whether a file that exists is overwritten
 */
record OutputFile(CommandSpec spec, @Nullable Path file, boolean force) {

  /** Writes all of it, or says why not. Returns the exit code. */
  int write(String text) {
    if (file == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
      return ExitCode.OK;
    }
    PrintWriter err = spec.commandLine().getErr();
    OpenOption creation = force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
    try {
      Files.writeString(
          file,
          text,
          StandardCharsets.UTF_8,
          creation,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      return ExitCode.OK;
    } catch (FileAlreadyExistsException e) {
      err.println("%s: value: exists (expected: a new file, or --force)".formatted(file));
      return ExitCode.WRONG_CONFIG;
    } catch (IOException e) {
      err.println("%s: value: %s (expected: a file that can be written)".formatted(file, e));
      return ExitCode.FAILED;
    }
  }
}
