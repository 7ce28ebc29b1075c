package io.vipgate.app.cli;

import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.runtime.Service;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    Optional<VipgateConfig> loaded = LoadedConfig.load(config.file(), spec.commandLine().getErr());
    if (loaded.isEmpty()) {
      return ExitCode.WRONG_CONFIG;
    }
    Service service;
    try {
      service = Service.start(loaded.get(), Version.text());
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "vipgate-stop"));
    // Only a signal ends the service, and it does so through the hook.
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  /** A clean stop on request is a success, which the JVM's own exit code (143) would not say. */
  private static void stop(Service service) {
    service.close();
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
