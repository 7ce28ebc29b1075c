package io.vipgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vipgate upgrade}: another process takes the service's place, and nobody is cut off. */
@Command(
    name = "upgrade",
    description =
        "Starts the version that is installed by now in the place of the one that runs: it goes on"
            + " with the listening sockets, and the old process finishes its connections"
            + " (limits.drain-timeout) and ends.",
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return socket.order("/upgrade", spec);
  }
}
