package io.vipgate.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --socket PATH}, the same for every command that asks the running service. */
final class SocketOption {
  @Option(
      names = "--socket",
      paramLabel = "PATH",
      defaultValue = "/run/vipgate/admin.sock",
      description = "The service's admin socket (default: ${DEFAULT-VALUE}).")
  private Path socket;

  AdminClient client() {
    return new AdminClient(socket);
  }
}
