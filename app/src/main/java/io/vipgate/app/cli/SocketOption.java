package io.vipgate.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --socket PATH}, the same for every command that asks the running service. */
final class SocketOption {
  @Option(
      names = "--socket",
      paramLabel = "PATH",
      defaultValue = "/run/vipgate/admin.sock",
      description = "The service's admin socket (default: ${DEFAULT-VALUE}).")
  private Path socket;

  AdminClient client() {
    return new AdminClient(socket);
  }

  /** Has the service carry out an order, and prints its answer; returns an {@link ExitCode}. */
  int order(String path, CommandSpec spec) {
    try {
      spec.commandLine().getOut().print(client().post(path));
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
