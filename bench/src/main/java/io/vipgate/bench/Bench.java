package io.vipgate.bench;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.bench.report.Page;
import io.vipgate.bench.result.Bar;
import io.vipgate.bench.result.Bars;
import io.vipgate.bench.result.Machine;
import io.vipgate.bench.result.Regressions;
import io.vipgate.bench.result.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  @Option(names = "--full", description = "All variants, tries and soaks: three hours.")
  private boolean full;

  @Option(names = "--quick", description = "A few minutes; the default.")
  private boolean quick;

  @Option(
      names = "--resume",
      description =
          "Keeps the figures of the run of this mode in docs/benchmarks, and measures the cells that"
              + " it lacks, or the named ones anew.")
  private boolean resume;

  @Option(names = "--list", description = "Prints the names of the cells.")
  private boolean list;

  @Option(names = "--rounds", description = "Rounds of each contender in a cell.")
  private @Nullable Integer rounds;

  @Option(names = "--tries", description = "Tries of each failure.")
  private @Nullable Integer tries;

  @Option(names = "--takeovers", description = "Takeovers of each kind in the takeover cells.")
  private @Nullable Integer takeovers;

  @Option(names = "--seconds", description = "Seconds of load in a round.")
  private @Nullable Integer seconds;

  @Option(names = "--minutes", description = "Minutes of endurance.")
  private @Nullable Integer minutes;

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
    VipgateBinary binary = binary();
    Session session = new Session(mode(), root(), binary, System.out);
    Map<String, String> machine = Machine.describe(binary.description());
    List<Sections.Chosen> chosen = Sections.choose(cells, session.mode());
    if (resume) {
      RunRecord earlier = earlier(session, machine);
      chosen = resumed(session, earlier, machine, chosen);
      machine = Machine.goingOn(earlier.machine());
    }
    Progress progress = new Progress();
    List<String> sections = chosen.stream().map(part -> part.section().name()).toList();
    for (Sections.Chosen part : chosen) {
      long startNs = System.nanoTime();
      session.say("== " + String.join(" ", part.cells()));
      part.section().measure(session, part.cells());
      write(session.run(machine));
      session.say(
          "== " + progress.done(part.section().name(), System.nanoTime() - startNs, sections));
    }
    printBars(session, session.run(machine));
    printRegressions(session, session.run(machine));
    return session.problems().isEmpty() ? PASSED : FAILED;
  }

  private static RunRecord earlier(Session session, Map<String, String> machine) {
    RunRecord earlier = Page.read(docs(), session.mode().name());
    if (!Machine.isComparable(machine, earlier.machine())) {
      throw new IllegalArgumentException(
          "resume: value: %s (expected: the machine of the run in docs/benchmarks, %s)"
              .formatted(machine, earlier.machine()));
    }
    return earlier;
  }

  private List<Sections.Chosen> resumed(
      Session session,
      RunRecord earlier,
      Map<String, String> machine,
      List<Sections.Chosen> chosen) {
    List<Sections.Chosen> lacking =
        chosen.stream()
            .map(part -> part.without(cells.isEmpty() ? earlier.cells() : Set.of()))
            .filter(part -> !part.cells().isEmpty())
            .toList();
    session.goOnFrom(
        earlier.without(lacking.stream().flatMap(part -> part.cells().stream()).toList()),
        Machine.difference(earlier.machine(), machine));
    return lacking;
  }

  /** After each part: a full run takes hours, and what is interrupted can be resumed. */
  private void write(RunRecord run) {
    if (cells.isEmpty() || resume) {
      Page.write(docs(), run);
    }
  }

  private static Path docs() {
    return root().resolve("docs");
  }

  private static void printBars(Session session, RunRecord run) {
    session.say("== bars");
    for (Bar bar : Bars.all()) {
      Bar.Row row = bar.judge(run.figures());
      if (row.verdict() != Bar.Verdict.NOT_MEASURED) {
        session.say(
            "  %-4s %s: %s: %s (%s)"
                .formatted(
                    row.verdict(), bar.source(), bar.what(), row.valueText(), bar.limitText()));
      }
    }
  }

  private void printRegressions(Session session, RunRecord run) {
    io.vipgate.lab.Command.Result committed =
        io.vipgate.lab.Command.attempt(
            "git",
            "-C",
            root().toString(),
            "show",
            "HEAD:docs/benchmarks/%s.json".formatted(run.mode()));
    if (!committed.succeeded()) {
      session.say("== no committed run of this mode to compare with");
      return;
    }
    session.say("== regressions against the committed run");
    RunRecord before = RunRecord.fromJson(committed.out());
    Regressions.between(before.figures(), run.figures()).forEach(line -> session.say("  " + line));
  }

  private static Path root() {
    return Path.of(System.getProperty("vipgate.root", ".")).toAbsolutePath();
  }

  private Mode mode() {
    Mode base = full && !quick ? Mode.FULL : Mode.QUICK;
    return new Mode(
        base.name(),
        rounds == null ? base.rounds() : rounds,
        seconds == null ? base.loadSeconds() : seconds,
        tries == null ? base.tries() : tries,
        takeovers == null ? base.takeovers() : takeovers,
        minutes == null ? base.enduranceMinutes() : minutes);
  }

  private VipgateBinary binary() {
    return vipgate == null ? VipgateBinary.ofTree(root()) : VipgateBinary.installed(vipgate);
  }
}
