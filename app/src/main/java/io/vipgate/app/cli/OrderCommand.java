package io.vipgate.app.cli;

import io.vipgate.app.proxy.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vipgate drain|ready|maint PROXY/SERVER}: what an operator wants of a server. */
abstract class OrderCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PROXY/SERVER", description = "As in status, such as apiserver/m1.")
  private String server;

  @Mixin private SocketOption socket;
  @Spec private CommandSpec spec;

  private final Order order;

  OrderCommand(Order order) {
    this.order = order;
  }

  @Override
  public Integer call() {
    try {
      String path = "/servers/" + server + "/" + order.label();
      spec.commandLine().getOut().print(socket.client().post(path));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** {@code vipgate drain}. */
  @Command(
      name = "drain",
      description = "Gives a server no new connections; those that it has stay.",
      mixinStandardHelpOptions = true)
  static final class Drain extends OrderCommand {
    Drain() {
      super(Order.DRAIN);
    }
  }

  /** {@code vipgate maint}. */
  @Command(
      name = "maint",
      description = "Takes a server out at once: its connections are reset.",
      mixinStandardHelpOptions = true)
  static final class Maint extends OrderCommand {
    Maint() {
      super(Order.MAINT);
    }
  }

  /** {@code vipgate ready}. */
  @Command(
      name = "ready",
      description = "Takes back drain or maint: the checks decide again.",
      mixinStandardHelpOptions = true)
  static final class Ready extends OrderCommand {
    Ready() {
      super(Order.READY);
    }
  }
}
