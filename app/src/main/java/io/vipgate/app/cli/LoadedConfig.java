package io.vipgate.app.cli;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the configuration for a command, and says what is wrong with it. */
final class LoadedConfig {
  private LoadedConfig() {}

  /** The configuration; empty after its problems have been printed. */
  static Optional<VipgateConfig> load(Path file, PrintWriter err) {
    LoadResult result = ConfigLoader.load(file, Vocabulary.builtIn());
    if (result instanceof LoadResult.Loaded loaded) {
      loaded.warnings().forEach(warning -> err.println("warning: " + warning));
      err.flush();
      return Optional.of(loaded.config());
    }
    ((LoadResult.Rejected) result).problems().forEach(err::println);
    err.flush();
    return Optional.empty();
  }
}
