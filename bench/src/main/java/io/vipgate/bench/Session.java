package io.vipgate.bench;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Figure.Better;
import io.vipgate.bench.result.Figures;
import io.vipgate.bench.result.RunRecord;
import io.vipgate.bench.stat.Samples;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of the benchmark: how it is done, and what came of it. */
public final class Session {
  private final Mode mode;
  private final Path root;
  private final VipgateBinary vipgate;
  private final PrintStream progress;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> apart = new LinkedHashMap<>();
  private String difference = "";

  public Session(Mode mode, Path root, VipgateBinary vipgate, PrintStream progress) {
    this.mode = mode;
    this.root = root;
    this.vipgate = vipgate;
    this.progress = progress;
  }

  public Mode mode() {
    return mode;
  }

  /** The source tree. */
  public Path root() {
    return root;
  }

  /**
   * Begins with what an earlier run has measured.
   *
   * @param difference what has changed since; empty for nothing
   */
  public void goOnFrom(RunRecord earlier, String difference) {
    this.difference = difference;
    apart.putAll(earlier.apart());
    figures.addAll(earlier.figures().all());
    problems.addAll(earlier.problems());
    settings.putAll(earlier.settings());
  }

  /** The vipgate that is measured. */
  public VipgateBinary vipgate() {
    return vipgate;
  }

  /** Takes note of a figure, and prints it. */
  public void record(Figure figure) {
    figures.add(figure);
    if (!difference.isEmpty()) {
      apart.put(figure.cell(), difference);
    }
    progress.printf(
        "  %-24s %-20s %-22s %12.2f %-8s (%.2f .. %.2f)%n",
        figure.cell(),
        figure.contender(),
        figure.metric(),
        figure.samples().median(),
        figure.unit(),
        figure.samples().min(),
        figure.samples().max());
  }

  /** As {@link #record(Figure)}, for a figure of which less is better. */
  public void cost(
      String cell, String contender, String metric, String unit, String command, double... values) {
    record(new Figure(cell, contender, metric, unit, Better.LOWER, Samples.of(values), command));
  }

  /** Takes note of a contender that erred: the run is a failure then. */
  public void problem(String cell, String contender, String what) {
    String problem = cell + ": " + contender + ": " + what;
    problems.add(problem);
    progress.println("  PROBLEM " + problem);
  }

  /** Takes note of a contender's configuration file, to be shown. */
  public void setting(String contender, String text) {
    settings.put(contender, text);
  }

  public void say(String line) {
    progress.println(line);
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What there is so far. */
  public RunRecord run(Map<String, String> machine) {
    return new RunRecord(mode.name(), machine, apart, new Figures(figures), problems, settings);
  }
}
