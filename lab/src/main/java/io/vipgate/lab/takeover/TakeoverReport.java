package io.vipgate.lab.takeover;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of many takeovers as a table, each with its bar: {@code bin/takeovers [TRIES [ROW]]}.
 * Ends with an error if a bar is missed.
 */
public final class TakeoverReport {
  private static final int DEFAULT_TRIES = 100;
  private static final String EVERY_ROW = "";

  private final int tries;
  private final String rows;
  private int missed;

  private TakeoverReport(int tries, String rows) {
    this.tries = tries;
    this.rows = rows;
  }

  /** Takes the number of tries, and how the names of the rows begin that are wanted. */
  public static void main(String[] arguments) {
    int tries = arguments.length == 0 ? DEFAULT_TRIES : count(arguments[0]);
    if (tries < 1) {
      System.err.println(
          "tries: value: %s (expected: one number, 1 or more)".formatted(List.of(arguments)));
      System.exit(2);
    }
    TakeoverReport report =
        new TakeoverReport(tries, arguments.length > 1 ? arguments[1] : EVERY_ROW);
    report.run();
    System.exit(report.missed == 0 ? 0 : 1);
  }

  private static int count(String argument) {
    return argument.matches("[0-9]{1,6}") ? Integer.parseInt(argument) : 0;
  }

  private void run() {
    say("load average before: " + loadAverage());
    say("| what fails | tries | VIP: median | p99 | max | client: median | p99 | max | bar |");
    say("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    for (TakeoverRow row : TakeoverRow.all()) {
      if (row.what().startsWith(rows)) {
        measure(row);
      }
    }
    say("load average after: " + loadAverage());
    say(missed == 0 ? "every bar is met" : missed + " bars are missed");
  }

  private void measure(TakeoverRow row) {
    List<Takeover> takeovers = row.run(tries);
    TakeoverBar bar = row.bar();
    if (bar != null && !bar.isMet(takeovers)) {
      missed++;
    }
    say(row(row.what(), takeovers, bar));
  }

  static String row(String what, List<Takeover> takeovers, @Nullable TakeoverBar bar) {
    return "| %s | %d | %s | %s | %s |"
        .formatted(
            what,
            takeovers.size(),
            cells(new Figures(takeovers.stream().map(Takeover::vip).toList())),
            cells(new Figures(takeovers.stream().map(Takeover::client).toList())),
            bar == null ? "none" : bar.verdict(takeovers));
  }

  private static String cells(Figures figures) {
    return "%s | %s | %s"
        .formatted(
            Takeover.ms(figures.median()),
            Takeover.ms(figures.percentile(99)),
            Takeover.ms(figures.max()));
  }

  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
