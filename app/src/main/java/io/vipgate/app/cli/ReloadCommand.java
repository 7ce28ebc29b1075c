package io.vipgate.app.cli;

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
    return socket.order("/reload", spec);
  }
}
