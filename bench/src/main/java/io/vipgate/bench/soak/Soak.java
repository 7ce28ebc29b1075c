package io.vipgate.bench.soak;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A long run of {@code bin/soak}, and what its line of figures tells. */
public enum Soak {
  /** Idle connections under a pool that changes. */
  IDLE("idle", "idle 9000 600", Map.of("lost", " with it, (\\d+) others")),
  /** Reloads under load. */
  RELOAD(
      "reload",
      "reload 300 50",
      Map.of("refused", "(\\d+) refused", "cut", "(\\d+) cut", "lost", "(\\d+) lost")),
  /** Restarts under load, with the listening sockets kept. */
  RESTART("restart", "restart 10 50", Map.of("refused", "(\\d+) refused")),
  /** Another process takes over under load. */
  UPGRADE(
      "upgrade",
      "upgrade 10 50",
      Map.of("refused", "(\\d+) refused", "cut", "(\\d+) cut", "lost", "(\\d+) lost")),
  /** All connect at once. */
  STORM("storm", "storm 9000 10", Map.of("refused", "(\\d+) refused", "cut", "(\\d+) cut")),
  /** Two masters, the holder's proxy under full load. */
  ELECTION("election", "election 600", Map.of("changes", "(\\d+) role changes")),
  /** A simulated day of an election on a link that loses packets. */
  DAY("day", "--simulated 24", Map.of("changes", "(\\d+) other role changes"));

  private final String label;
  private final String arguments;

  // Never written.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> metrics;

  Soak(String label, String arguments, Map<String, String> metrics) {
    this.label = label;
    this.arguments = arguments;
    this.metrics = metrics;
  }

  /** The last part of its cell's name. */
  String label() {
    return label;
  }

  /** What comes after {@code bin/soak}. */
  List<String> arguments() {
    return List.of(arguments.split(" "));
  }

  /** What is counted; each of them is to be 0. */
  List<String> metrics() {
    return metrics.keySet().stream().sorted().toList();
  }

  /** The metric's count in what the run printed; empty if it is not there. */
  OptionalDouble count(String metric, String printed) {
    Matcher matcher = Pattern.compile(metrics.get(metric)).matcher(printed);
    return matcher.find()
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
        : OptionalDouble.empty();
  }
}
