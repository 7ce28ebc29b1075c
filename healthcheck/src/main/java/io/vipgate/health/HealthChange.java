package io.vipgate.health;

import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Verdict;

/**
 * One change of a server's verdict, with all that is needed to explain it later.
 *
 * @param from the verdict before; {@link Verdict#UNKNOWN} at the first
 * @param to the verdict now; never {@link Verdict#UNKNOWN}
 * @param count how many results in a row led to it, at least 1
 * @param cause the last of them
 * @param atNs when, on the clock of {@link HealthTracker#on}
 */
public record HealthChange(Verdict from, Verdict to, int count, ProbeResult cause, long atNs) {

  /** The cause as a sentence: {@code 5 failures in a row, last: connect refused}. */
  public String explanation() {
    if (from == Verdict.UNKNOWN) {
      return "first check: " + cause.evidence();
    }
    return "%d %s, last: %s".formatted(count, results(), cause.evidence());
  }

  private String results() {
    boolean one = count == 1;
    if (to == Verdict.READY) {
      return one ? "success" : "successes in a row";
    }
    if (from == Verdict.DEAD) {
      return one ? "answer" : "answers in a row";
    }
    return one ? "failure" : "failures in a row";
  }
}
