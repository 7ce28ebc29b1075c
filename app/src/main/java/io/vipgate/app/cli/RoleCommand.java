package io.vipgate.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vipgate demote|promote INSTANCE}: a planned switchover. */
abstract class RoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "INSTANCE", description = "As in status, such as apiserver.")
  private String instance;

  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  /** What is asked of the service. */
  abstract String order();

  @Override
  public Integer call() {
    try {
      String name = instance.startsWith("vrrp/") ? instance.substring("vrrp/".length()) : instance;
      spec.commandLine().getOut().print(socket.client().post("/vrrp/" + name + "/" + order()));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** {@code vipgate demote}. */
  @Command(
      name = "demote",
      description =
          "Leaves a virtual router's addresses to a peer, without a gap, and ranks below all peers"
              + " until promoted, until --undo, or until the service restarts.",
      mixinStandardHelpOptions = true)
  static final class Demote extends RoleCommand {
    @Option(names = "--undo", description = "Takes an earlier demote or promote back.")
    private boolean undo;

    @Override
    String order() {
      return undo ? "undo" : "demote";
    }
  }

  /** {@code vipgate promote}. */
  @Command(
      name = "promote",
      description =
          "Takes a virtual router's addresses from whoever holds them, without a gap, and keeps them"
              + " from peers that are configured to be preferred.",
      mixinStandardHelpOptions = true)
  static final class Promote extends RoleCommand {
    @Override
    String order() {
      return "promote";
    }
  }
}
