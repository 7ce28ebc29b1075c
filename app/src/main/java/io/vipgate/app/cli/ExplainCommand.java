package io.vipgate.app.cli;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vipgate explain}: why something is in the state that it is in. */
@Command(
    name = "explain",
    description =
        "Says why a virtual router or a server is in its state: the last transitions, each with its"
            + " cause and evidence, and what to look at.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "INSTANCE|PROXY[/SERVER]",
      description = "As in status, such as apiserver or apiserver/m1 (default: all).")
  private @Nullable String subject;

  @Option(
      names = {"-n", "--transitions"},
      paramLabel = "N",
      defaultValue = "5",
      description = "How many transitions to show for each (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints the journal as JSON, as /journal serves it.")
  private boolean json;

  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      String journal = socket.client().get("/journal");
      if (json) {
        out.print(journal);
        return ExitCode.OK;
      }
      return explain(journal, out, err);
    } catch (IOException e) {
      err.println(e.getMessage());
      return ExitCode.FAILED;
    } finally {
      out.flush();
    }
  }

  private int explain(String journal, PrintWriter out, PrintWriter err) throws IOException {
    ExplainText text =
        new ExplainText(
            ConfigFactory.parseString(socket.client().get("/status")),
            ConfigFactory.parseString(journal).getConfigList("journal"),
            limit);
    List<String> subjects = subject == null ? text.subjects() : text.subjects(subject);
    if (subjects.isEmpty()) {
      err.println(
          "subject: value: %s (expected: one of %s)"
              .formatted(subject, String.join(", ", text.subjects())));
      return ExitCode.FAILED;
    }
    Colours colours = Colours.ofTerminal();
    text.lines(subjects).forEach(line -> out.println(colours.paint(line)));
    return ExitCode.OK;
  }
}
