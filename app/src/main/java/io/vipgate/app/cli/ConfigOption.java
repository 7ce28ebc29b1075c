package io.vipgate.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config FILE}, the same for every command that reads it. */
final class ConfigOption {
  static final String DEFAULT = "/etc/vipgate/vipgate.conf";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = DEFAULT,
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path file;

  Path file() {
    return file;
  }
}
