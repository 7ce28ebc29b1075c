package io.vipgate.app.cli;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vipgate status}: what the running service says of itself. */
@Command(
    name = "status",
    description = "Shows roles, addresses, servers, connections and the last transitions.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  /** Home, and clear the screen (ECMA-48 CUP and ED). */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin private SocketOption socket;

  @ArgGroup private @Nullable Form form;

  @Spec private CommandSpec spec;

  /** At most one of these. */
  private static final class Form {
    @Option(names = "--json", description = "Prints JSON, as /status serves it.")
    private boolean json;

    @Option(
        names = "--check",
        description =
            "Prints one line for Nagios and its kind: exit code 0 OK, 1 WARNING, 2 CRITICAL.")
    private boolean check;

    @Option(
        names = "--watch",
        arity = "0..1",
        fallbackValue = "1",
        paramLabel = "SECONDS",
        description = "Shows it again each so many seconds (default: 1), until Ctrl-C.")
    private int watchSeconds;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (form == null) {
        show(out);
      } else if (form.check) {
        return check(out);
      } else if (form.json) {
        out.print(socket.client().get("/status"));
      } else {
        watch(out, form.watchSeconds);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    } finally {
      out.flush();
    }
  }

  private void show(PrintWriter out) throws IOException {
    Colours colours = Colours.ofTerminal();
    new StatusText(ConfigFactory.parseString(socket.client().get("/status")))
        .lines()
        .forEach(line -> out.println(colours.paint(line)));
  }

  private int check(PrintWriter out) {
    StatusVerdict verdict;
    try {
      verdict = StatusVerdict.of(ConfigFactory.parseString(socket.client().get("/status")));
    } catch (IOException e) {
      verdict = StatusVerdict.notAnswering(String.valueOf(e.getMessage()));
    }
    out.println(verdict.line());
    return verdict.severity().exitCode();
  }

  /** A service that restarts is shown as such, and watched on. */
  private void watch(PrintWriter out, int seconds) throws InterruptedException {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--watch: value: " + seconds + " (expected: 1 or more seconds)");
    }
    String separator = Ansi.AUTO.enabled() ? CLEAR : "";
    while (true) {
      out.print(separator);
      try {
        show(out);
      } catch (IOException e) {
        out.println(e.getMessage());
      }
      out.println();
      out.flush();
      TimeUnit.SECONDS.sleep(seconds);
    }
  }
}
