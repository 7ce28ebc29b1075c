package io.vipgate.app.cli;

import io.vipgate.app.proxy.Weight;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vipgate weight PROXY/SERVER N}: another share of new connections. */
@Command(
    name = "weight",
    description = "Gives a server another share of new connections; 0 drains it.",
    mixinStandardHelpOptions = true)
final class WeightCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "PROXY/SERVER",
      description = "As in status, such as apiserver/m1.")
  private String server;

  @Parameters(index = "1", paramLabel = "N", description = "0 to 256.")
  private String weight;

  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Weight.parse(weight).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "weight: value: " + weight + " (expected: " + Weight.EXPECTED + ")");
    }
    try {
      String path = "/servers/" + server + "/weight?" + weight;
      spec.commandLine().getOut().print(socket.client().post(path));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
