package io.vipgate.app.drill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a client saw of the endpoint.
 *
 * @param attempts in the order of their starts
 */
public record DrillReport(List<Attempt> attempts) {
  private static final int WIDTH = 40;

  /** Upper bounds of the histogram's bars, in milliseconds; the last bar is what is over them. */
  private static final long[] BOUNDS_MS = {2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

  public DrillReport {
    attempts = attempts.stream().sorted(Comparator.comparingLong(Attempt::startNs)).toList();
  }

  /**
   * The longest time in which no answer ended, in nanoseconds: what somebody notices who asks all
   * the time. Without an outage it is about the interval between two attempts. The whole time if
   * there was no answer at all.
   */
  public long longestSilenceNs() {
    if (attempts.isEmpty()) {
      return 0;
    }
    long last = attempts.get(0).startNs();
    long longest = 0;
    for (long answer :
        attempts.stream().filter(Attempt::answered).mapToLong(Attempt::endNs).sorted().toArray()) {
      longest = Math.max(longest, answer - last);
      last = answer;
    }
    // An attempt from before the last answer may fail long after it: the endpoint was back by then.
    long lastAnswer = last;
    long end =
        attempts.stream()
            .filter(attempt -> attempt.startNs() >= lastAnswer)
            .mapToLong(Attempt::endNs)
            .max()
            .orElse(lastAnswer);
    return Math.max(longest, end - lastAnswer);
  }

  /** How many got an answer. */
  public long answered() {
    return attempts.stream().filter(Attempt::answered).count();
  }

  /** How many got none, by reason. */
  public Map<String, Long> failures() {
    return attempts.stream()
        .filter(attempt -> !attempt.answered())
        .collect(
            Collectors.groupingBy(
                attempt -> String.valueOf(attempt.failure()), TreeMap::new, Collectors.counting()));
  }

  /** For people, on 80 columns. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d attempts, %d answered, %d failed; longest time without an answer: %.1f ms",
            attempts.size(),
            answered(),
            attempts.size() - answered(),
            longestSilenceNs() / 1e6));
    failures().forEach((reason, count) -> lines.add("  " + count + " x " + reason));
    lines.add("time to the answer");
    lines.addAll(histogram());
    return lines;
  }

  private List<String> histogram() {
    long[] counts = new long[BOUNDS_MS.length + 1];
    attempts.stream()
        .filter(Attempt::answered)
        .forEach(attempt -> counts[bar(attempt.endNs() - attempt.startNs())]++);
    long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        String label =
            i < BOUNDS_MS.length
                ? "up to " + BOUNDS_MS[i] + " ms"
                : "over " + BOUNDS_MS[BOUNDS_MS.length - 1] + " ms";
        String stars = "*".repeat((int) Math.max(1, counts[i] * WIDTH / most));
        lines.add(String.format(Locale.ROOT, "  %13s %6d %s", label, counts[i], stars));
      }
    }
    return lines;
  }

  private static int bar(long ns) {
    int bar = 0;
    while (bar < BOUNDS_MS.length && ns > BOUNDS_MS[bar] * 1_000_000L) {
      bar++;
    }
    return bar;
  }
}
