package io.vipgate.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vipgate reload}: brings the configuration file into force without a restart. */
@Command(
    name = "reload",
    description =
        "Brings the configuration file into force: what has not changed does not notice it, and a"
            + " file with a problem changes nothing.",
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      spec.commandLine().getOut().print(socket.client().post("/reload"));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.WRONG_CONFIG;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
