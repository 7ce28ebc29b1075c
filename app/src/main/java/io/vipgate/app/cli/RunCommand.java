package io.vipgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vipgate run}: the service, in the foreground, until SIGTERM or SIGINT. */
@Command(
    name = "run",
    description = "Runs the service in the foreground. SIGTERM stops it cleanly.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    return ServiceRun.run(config.file(), spec.commandLine().getErr());
  }
}
