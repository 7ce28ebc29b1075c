package io.vipgate.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long it took, and how long it will: cells of one section take about the same time. */
final class Progress {
  /** Until a section's first cell has been measured, by a guess. */
  private static final Map<String, Duration> GUESSES =
      Map.of(
          "avail", Duration.ofSeconds(120),
          "data", Duration.ofSeconds(110),
          "foot", Duration.ofSeconds(30),
          "scale", Duration.ofSeconds(60),
          "takeover", Duration.ofMinutes(4),
          "soak", Duration.ofMinutes(5),
          "endure", Duration.ofMinutes(31));

  private final Map<String, Long> takenNs = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private int parts;

  /** A part of a run has been measured in so many nanoseconds; returns what to say of it. */
  String done(String section, long tookNs, List<String> sections) {
    takenNs.merge(section, tookNs, Long::sum);
    taken.merge(section, 1, Integer::sum);
    parts++;
    double leftNs = sections.stream().skip(parts).mapToDouble(this::expectedNs).sum();
    return String.format(
        Locale.ROOT,
        "%s: %.0f s; %d of %d done, about %.0f minutes left",
        section,
        tookNs / 1e9,
        parts,
        sections.size(),
        leftNs / 60e9);
  }

  private double expectedNs(String section) {
    Integer times = taken.get(section);
    Long sumNs = takenNs.get(section);
    if (times == null || sumNs == null) {
      return GUESSES.getOrDefault(section, Duration.ofMinutes(1)).toNanos();
    }
    return (double) sumNs / times;
  }
}
