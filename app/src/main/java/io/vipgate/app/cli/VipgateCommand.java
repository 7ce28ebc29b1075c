package io.vipgate.app.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vipgate}: names its commands. */
@Command(
    name = "vipgate",
    description =
        "The control-plane endpoint of a Kubernetes cluster: VRRP and a TCP load balancer.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      InitCommand.class,
      ImportCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      ReloadCommand.class,
      UpgradeCommand.class,
      DrillCommand.class,
      OrderCommand.Drain.class,
      OrderCommand.Ready.class,
      OrderCommand.Maint.class,
      RoleCommand.Demote.class,
      RoleCommand.Promote.class,
      WeightCommand.class,
      ReleaseCommand.class
    })
public final class VipgateCommand implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs a command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 wrong arguments or configuration
   */
  public static int execute(String... args) {
    return commandLine().execute(args);
  }

  /** All commands with their options: to run, or to be described. */
  public static CommandLine commandLine() {
    return new CommandLine(new VipgateCommand())
        .registerConverter(Path.class, CallerDirectory::resolve);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: value: none (expected: one of " + spec.subcommands().keySet() + ")");
  }
}
