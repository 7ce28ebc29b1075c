package io.vipgate.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vipgate status}: what the running service says of itself. */
@Command(
    name = "status",
    description = "Shows roles, addresses, servers, connections and the last transitions.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private SocketOption socket;

  @Option(names = "--json", description = "Prints JSON, as /status serves it.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      String answer = socket.client().get("/status");
      if (json) {
        out.print(answer);
      } else {
        Config status = ConfigFactory.parseString(answer);
        new StatusText(status).lines().forEach(out::println);
      }
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
