package io.vipgate.app;

import io.vipgate.app.cli.ServiceRun;
import io.vipgate.app.cli.VipgateCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    Optional<Path> service = ServiceRun.configOf(args);
    System.exit(
        service.isPresent()
            ? ServiceRun.run(
                service.get(), new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            : VipgateCommand.execute(args));
  }
}
