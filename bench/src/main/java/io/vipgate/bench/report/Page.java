package io.vipgate.bench.report;

import io.vipgate.bench.result.Bar;
import io.vipgate.bench.result.Bars;
import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Machine;
import io.vipgate.bench.result.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code docs/benchmarks.md}, and beside it a plot for each cell and metric and the raw data. */
public final class Page {
  /** With fewer samples the greatest one says as much as any p99. */
  private static final int TRIES_OF_A_TAIL = 20;

  private final RunRecord run;
  private final StringBuilder text = new StringBuilder();

  private Page(RunRecord run) {
    this.run = run;
  }

  /**
   * Writes all of it.
   *
   * @param docs the directory {@code docs}
   */
  public static void write(Path docs, RunRecord run) {
    try {
      Path data = Files.createDirectories(docs.resolve("benchmarks"));
      Files.writeString(data.resolve(run.mode() + ".json"), run.toJson());
      for (Map.Entry<String, String> plot : plots(run).entrySet()) {
        Files.writeString(data.resolve(plot.getKey()), plot.getValue());
      }
      Files.writeString(docs.resolve("benchmarks.md"), new Page(run).compose());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The raw data of the run of this mode that is there. */
  public static RunRecord read(Path docs, String mode) {
    try {
      return RunRecord.fromJson(
          Files.readString(docs.resolve("benchmarks").resolve(mode + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String compose() {
    intro();
    bars();
    problems();
    cells();
    settings();
    return text.toString();
  }

  private void intro() {
    say("# Measured side by side");
    say("");
    say("<!-- Written by bin/bench; do not edit. -->");
    say("");
    say(
        "`bin/bench --%s` made this page and its [raw data](benchmarks/%s.json). All contenders ran"
            .formatted(run.mode(), run.mode()));
    say("in one run on one machine, in network namespaces joined by veth pairs, in interleaved");
    say("rounds: what disturbs one disturbs all. Figures are medians, with the least and the");
    say("greatest sample; a contender that errs, or whose two ends do not agree on what was done,");
    say("has no figure. Differences under 10 % are ties. Of the data path all variants run one");
    say(
        "round, the best of each kind go on, and after seven rounds who has less than four fifths of");
    say("HAProxy's fastest is run no further.");
    say("");
    say(
        "The client of the availability cells opens a connection with one plain HTTP request each 2 ms,");
    say(
        "to the apiservers' plain ports: TLS would be the client's own cost on the same cores. Checks");
    say(
        "are by HTTPS all the same. `avail/none` is what it takes for an outage where nothing fails.");
    say(
        "`outage` is the longest time without a served request, `takeover` the time until the address");
    say("is on the other master, `two holders` for how long both had it. A \">\" says that the");
    say("observation was cut off there. keepalived's `track_process` needs the host's own network");
    say("namespace; a script each second stands in for it in `pair-tuned`.");
    say("");
    if (run.machine().containsKey(Machine.INTERRUPTIONS)) {
      say(
          "The run was interrupted and went on, some cells were measured anew, and the program was");
      say("mended meanwhile: figures of one cell belong together, those of two may not. What was");
      say("not as below is said of the cell.");
      say("");
    }
    if (wasBusy()) {
      say("**The machine was busy with other work when this run began, as its load average tells:");
      say("rates and latencies say little, ratios of CPU and memory more.**");
      say("");
    }
    run.machine().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(fact -> say("- %s: %s".formatted(fact.getKey(), fact.getValue())));
    say("");
  }

  private boolean wasBusy() {
    String load = run.machine().getOrDefault("load average before", "0");
    String cores = run.machine().getOrDefault("cores", "1");
    return Double.parseDouble(load.split(" ", 2)[0]) > Double.parseDouble(cores);
  }

  private void bars() {
    say("## Bars");
    say("");
    say("What the project has set itself. What was not met is written down as such.");
    say("");
    say("| of | what | bar | measured | |");
    say("|---|---|---|---|---|");
    for (Bar bar : Bars.all()) {
      Bar.Row row = bar.judge(run.figures());
      say(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  bar.source(), bar.what(), bar.limitText(), row.valueText(), word(row.verdict())));
    }
    say("");
  }

  private static String word(Bar.Verdict verdict) {
    return switch (verdict) {
      case PASS -> "pass";
      case FAIL -> "**fail**";
      case NOT_MEASURED -> "not measured in this run";
    };
  }

  private void problems() {
    if (run.problems().isEmpty()) {
      return;
    }
    say("## Problems");
    say("");
    run.problems().forEach(problem -> say("- " + problem.replace("\n", " ")));
    say("");
  }

  private void cells() {
    Set<String> cells = new LinkedHashSet<>();
    run.figures().all().forEach(figure -> cells.add(figure.cell()));
    for (String cell : cells) {
      List<Figure> figures =
          run.figures().all().stream().filter(f -> f.cell().equals(cell)).toList();
      say("## " + cell);
      say("");
      say("`" + figures.get(0).command() + "`");
      say("");
      if (run.apart().containsKey(cell)) {
        say("Measured anew with " + run.apart().get(cell) + ".");
        say("");
      }
      say("| contender | metric | median | p99 | least | greatest | unit |");
      say("|---|---|---|---|---|---|---|");
      figures.forEach(this::figure);
      say("");
      plotsOf(cell, figures)
          .forEach((file, title) -> say("![%s](benchmarks/%s)".formatted(title, file)));
      say("");
    }
  }

  private void figure(Figure figure) {
    say(
        "| %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                figure.contender(),
                figure.metric(),
                text(figure, figure.samples().median()),
                figure.samples().values().size() < TRIES_OF_A_TAIL
                    ? ""
                    : text(figure, figure.samples().quantile(0.99)),
                text(figure, figure.samples().min()),
                text(figure, figure.samples().max()),
                figure.unit()));
  }

  private static String text(Figure figure, double value) {
    return (figure.isCapped(value) ? ">" : "") + Numbers.text(value);
  }

  private void settings() {
    say("## Settings of the contenders");
    say("");
    run.settings().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(this::setting);
  }

  private void setting(Map.Entry<String, String> contender) {
    say("<details><summary>" + contender.getKey() + "</summary>");
    say("");
    say("```");
    say(contender.getValue().strip());
    say("```");
    say("</details>");
    say("");
  }

  private void say(String line) {
    text.append(line).append('\n');
  }

  private static Map<String, String> plots(RunRecord run) {
    Map<String, String> plots = new LinkedHashMap<>();
    Set<String> cells = new LinkedHashSet<>();
    run.figures().all().forEach(figure -> cells.add(figure.cell()));
    for (String cell : cells) {
      List<Figure> figures =
          run.figures().all().stream().filter(f -> f.cell().equals(cell)).toList();
      plotsOf(cell, figures)
          .forEach(
              (file, title) ->
                  plots.put(
                      file,
                      BarChart.draw(
                          title, figures.stream().filter(f -> file.equals(fileOf(f))).toList())));
    }
    return plots;
  }

  /** Title by file; a metric of one contender alone is no picture. */
  private static Map<String, String> plotsOf(String cell, List<Figure> figures) {
    Map<String, String> plots = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (figures.stream().filter(f -> f.metric().equals(figure.metric())).count() > 1) {
        plots.put(fileOf(figure), "%s: %s, %s".formatted(cell, figure.metric(), figure.unit()));
      }
    }
    return plots;
  }

  private static String fileOf(Figure figure) {
    return (figure.cell() + "-" + figure.metric()).replace('/', '-') + ".svg";
  }
}
