package io.vipgate.lab.takeover;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of many takeovers as a table, each with its bar: {@code bin/takeovers [TRIES [ROW]]}.
 * Ends with an error if a bar is missed.
 */
public final class TakeoverReport {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final int DEFAULT_TRIES = 100;
  private static final String EVERY_ROW = "";

  /** What takes seconds each is tried less often. */
  private static final int SLOW = 10;

  private static final TakeoverBar CRASH = TakeoverBar.client(45, 80);
  private static final TakeoverBar CRASH_OF_THE_SAMPLES = TakeoverBar.client(3_700, 3_700);
  private static final TakeoverBar DEATH = TakeoverBar.vip(15, 40);

  /** Proxied connections of a busy master. */
  private static final int MANY = 2_000;

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
    int few = Math.max(1, tries / SLOW);
    say("load average before: " + loadAverage());
    say("| what fails | tries | VIP: median | p99 | max | client: median | p99 | max | bar |");
    say("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    cut(
        "host, version 3, adverts each 10 ms",
        tries,
        CRASH,
        () -> TakeoverTrials.ofVipgate("takeover10", r -> r.inVersion3(SHORTEST), true));
    cut(
        "host, the samples' version 2",
        few,
        CRASH_OF_THE_SAMPLES,
        () -> TakeoverTrials.ofVipgate("takeover1s", r -> r, true));
    cut(
        "host, the samples' version 2, keepalived",
        few,
        null,
        () -> TakeoverTrials.ofKeepalived("takeoverka"));
    kill("process, version 3, adverts each 10 ms", tries, 0, r -> r.inVersion3(SHORTEST));
    kill("process, the samples' version 2", tries, 0, r -> r);
    kill("process with " + MANY + " connections, version 2", tries, MANY, r -> r);
    kill("process, version 3, adverts each 5 s", few, 0, r -> r.inVersion3(LONG));
    say("load average after: " + loadAverage());
    say(missed == 0 ? "every bar is met" : missed + " bars are missed");
  }

  private void cut(
      String what, int times, @Nullable TakeoverBar bar, Supplier<TakeoverTrials> made) {
    if (what.startsWith(rows)) {
      try (TakeoverTrials trials = made.get()) {
        measure(what, times, bar, trials::cut);
      }
    }
  }

  private void kill(String what, int times, int connections, TakeoverTrials.Variant variant) {
    if (!what.startsWith(rows)) {
      return;
    }
    try (TakeoverTrials trials =
        TakeoverTrials.ofVipgate("takeoverkill", r -> variant.of(r).withNopreempt(), true)) {
      if (connections > 0) {
        trials.hold(connections);
      }
      measure(
          what,
          times,
          DEATH,
          () -> {
            trials.awaitLifeline();
            return trials.kill();
          });
    }
  }

  private void measure(
      String what, int times, @Nullable TakeoverBar bar, Supplier<Takeover> trial) {
    List<Takeover> takeovers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      takeovers.add(trial.get());
    }
    if (bar != null && !bar.isMet(takeovers)) {
      missed++;
    }
    say(row(what, takeovers, bar));
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
