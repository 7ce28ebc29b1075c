package io.vipgate.app.cli;

import io.vipgate.app.config.CheckReport;
import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.EffectiveTimings;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vipgate check}: what is wrong with a configuration, or what it amounts to. */
@Command(
    name = "check",
    description = "Validates the configuration, and shows its effective timings.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LoadResult result = ConfigLoader.load(config.file(), Vocabulary.builtIn());
    if (result instanceof LoadResult.Rejected rejected) {
      PrintWriter err = spec.commandLine().getErr();
      CheckReport.lines(rejected).forEach(err::println);
      err.flush();
      return ExitCode.WRONG_CONFIG;
    }
    LoadResult.Loaded loaded = (LoadResult.Loaded) result;
    EffectiveTimings timings = EffectiveTimings.of(loaded.config());
    PrintWriter out = spec.commandLine().getOut();
    CheckReport.lines(loaded, timings).forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }
}
