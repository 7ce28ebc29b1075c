package io.vipgate.app.cli;

import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.vrrp.LeftoverAddresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code vipgate release}: takes off the virtual addresses that a killed process left behind,
 * earlier than their leases would. The service manager runs it after the service (ExecStopPost in
 * systemd.service(5)); it is no command for people, who would take the addresses from a living one.
 */
@Command(
    name = "release",
    hidden = true,
    description = "Takes off what a killed service left behind; run by the service manager.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {
  /** Set by systemd for ExecStopPost: {@code success} after a clean stop. */
  static final String RESULT_VARIABLE = "SERVICE_RESULT";

  @Mixin private ConfigOption config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return release(System.getenv());
  }

  int release(Map<String, String> environment) {
    if ("success".equals(environment.get(RESULT_VARIABLE))) {
      return ExitCode.OK; // The service gave up, or handed on, what it held.
    }
    PrintWriter err = spec.commandLine().getErr();
    Optional<VipgateConfig> loaded = LoadedConfig.load(config.file(), err);
    if (loaded.isEmpty()) {
      return ExitCode.WRONG_CONFIG;
    }
    try {
      LeftoverAddresses.release(loaded.get().vrrp())
          .forEach(released -> err.println("released " + released));
      err.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitCode.FAILED;
    }
  }
}
