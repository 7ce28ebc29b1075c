package io.vipgate.lab.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What all requests of a client came to.
 *
 * @param attempts in the order of their starts
 */
public record RequestReport(List<Attempt> attempts) {
  public RequestReport {
    attempts = attempts.stream().sorted(Comparator.comparingLong(Attempt::startNs)).toList();
  }

  /** Those that started in this time, from inclusive, to exclusive. */
  public RequestReport between(long fromNs, long toNs) {
    return new RequestReport(
        attempts.stream().filter(a -> a.startNs() >= fromNs && a.startNs() < toNs).toList());
  }

  /** How many got an answer, at once or after a retry. */
  public long answered() {
    return count(Attempt::answered);
  }

  /** How many got their answer after a retry only: without one they had failed, too. */
  public long retried() {
    return count(a -> a.result() == Attempt.Result.RETRIED);
  }

  /** How many got no answer. */
  public long failed() {
    return count(a -> !a.answered());
  }

  /** Answers by the name of the server, without those of mode CONNECT. */
  public Map<String, Long> answersByServer() {
    return countBy(a -> a.answered() && !a.server().equals(Attempt.NO_SERVER), Attempt::server);
  }

  /** Failed ones by reason. */
  public Map<Attempt.Failure, Long> failures() {
    return countBy(a -> !a.answered(), Attempt::failure);
  }

  /**
   * The longest time without service: from the start of a request that failed to the start of the
   * next one that was answered, or to the end of the last one. Zero if none failed. It is exact to
   * one interval of the plan.
   */
  public Duration longestOutage() {
    long longest = 0;
    long since = -1;
    for (Attempt attempt : attempts) {
      if (attempt.answered()) {
        longest = since < 0 ? longest : Math.max(longest, attempt.startNs() - since);
        since = -1;
      } else if (since < 0) {
        since = attempt.startNs();
      }
    }
    if (since >= 0) {
      longest = Math.max(longest, attempts.get(attempts.size() - 1).endNs() - since);
    }
    return Duration.ofNanos(longest);
  }

  /** How long the slowest answer took; zero if there was none. */
  public Duration slowestAnswer() {
    return attempts.stream()
        .filter(Attempt::answered)
        .map(Attempt::duration)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private long count(Predicate<Attempt> chosen) {
    return attempts.stream().filter(chosen).count();
  }

  private <K extends Comparable<K>> Map<K, Long> countBy(
      Predicate<Attempt> chosen, Function<Attempt, K> key) {
    return attempts.stream()
        .filter(chosen)
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  /** A line for people. */
  @Override
  public String toString() {
    return "%d requests, %d answered (%d retried) by %s, %d failed %s, longest outage %d ms"
        .formatted(
            attempts.size(),
            answered(),
            retried(),
            answersByServer(),
            failed(),
            failures(),
            longestOutage().toMillis());
  }
}
