package io.vipgate.bench;

import io.vipgate.bench.contender.VipgateBinary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code bin/bench}. */
@Command(
    name = "bench",
    description = "Measures vipgate side by side with keepalived, HAProxy and nginx.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final int PASSED = 0;
  private static final int FAILED = 1;

  @Option(names = "--full", description = "All variants and tries: some hours.")
  private boolean full;

  @Option(names = "--quick", description = "A few minutes; the default.")
  private boolean quick;

  @Option(names = "--list", description = "Prints the names of the cells.")
  private boolean list;

  @Option(names = "--rounds", description = "Rounds of each contender in a cell.")
  private @Nullable Integer rounds;

  @Option(names = "--tries", description = "Tries of each failure.")
  private @Nullable Integer tries;

  @Option(names = "--seconds", description = "Seconds of load in a round.")
  private @Nullable Integer seconds;

  @Option(names = "--vipgate", description = "An installed vipgate in place of the tree's.")
  private @Nullable Path vipgate;

  @Parameters(description = "Cells, or how their names begin, such as data/bulk; all if none.")
  private List<String> cells = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (list) {
      Sections.cells().forEach(System.out::println);
      return PASSED;
    }
    Session session = new Session(mode(), binary(), System.out);
    for (Sections.Chosen chosen : Sections.choose(cells)) {
      session.say("== " + chosen.section().name());
      chosen.section().measure(session, chosen.cells());
    }
    return session.problems().isEmpty() ? PASSED : FAILED;
  }

  private Mode mode() {
    Mode base = full && !quick ? Mode.FULL : Mode.QUICK;
    return new Mode(
        base.name(),
        rounds == null ? base.rounds() : rounds,
        seconds == null ? base.loadSeconds() : seconds,
        tries == null ? base.tries() : tries);
  }

  private VipgateBinary binary() {
    return vipgate == null
        ? VipgateBinary.ofTree(Path.of(System.getProperty("vipgate.root", ".")).toAbsolutePath())
        : VipgateBinary.installed(vipgate);
  }
}
