package io.vipgate.app.cli;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.health.probe.ProbeType;
import io.vipgate.lb.balance.BalancerType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the configuration for a command, and says what is wrong with it. */
final class LoadedConfig {
  /** What the other modules know, in their own words. */
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          Arrays.stream(BalancerType.values())
              .map(type -> new Vocabulary.Balancer(type.key(), type.summary()))
              .toList(),
          Arrays.stream(ProbeType.values())
              .map(
                  type ->
                      new Vocabulary.CheckType(
                          type.label(), type.summary(), type.usesHttp(), type.usesTls()))
              .toList());

  private LoadedConfig() {}

  /** The configuration; empty after its problems have been printed. */
  static Optional<VipgateConfig> load(Path file, PrintWriter err) {
    LoadResult result = ConfigLoader.load(file, VOCABULARY);
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
