package io.vipgate.app.cli;

import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.runtime.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The service in the foreground, from its configuration to its exit code. Knows nothing of the
 * command line's parser, which costs a fifth of a start, and memory for as long as the service
 * runs.
 */
public final class ServiceRun {
  private ServiceRun() {}

  /**
   * The file, if the arguments are the ones of the units and nothing else: {@code run --config}.
   */
  public static Optional<Path> configOf(String... args) {
    boolean plain = args.length == 3 && args[0].equals("run") && args[1].equals("--config");
    return plain ? Optional.of(CallerDirectory.resolve(args[2])) : Optional.empty();
  }

  /**
   * Runs until SIGTERM or SIGINT, which end the process.
   *
   * @return the exit code, if it could not start
   */
  public static int run(Path config, PrintWriter err) throws InterruptedException {
    Optional<VipgateConfig> loaded = LoadedConfig.load(config, err);
    if (loaded.isEmpty()) {
      return ExitCode.WRONG_CONFIG;
    }
    Service service;
    try {
      service = Service.open(config, loaded.get(), Version.text());
    } catch (IOException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitCode.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "vipgate-stop"));
    HangupSignal.onEach(service::reload);
    // Not earlier: who hears that the service is ready may stop it at once.
    service.begin();
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
