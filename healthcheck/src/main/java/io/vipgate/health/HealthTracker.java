package io.vipgate.health;

import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server's rise and fall: which verdict counts after each result. The first conclusive result
 * decides alone, so that the whole pool is known after one round; from then on:
 *
 * <pre>
 *  verdict    a READY result           a NOT_READY result          a DEAD result
 *  ---------  -----------------------  --------------------------  ---------------------------------
 *  UNKNOWN    READY at once            NOT_READY at once           DEAD at once
 *  READY      stays                    fall failures in a row:     fall failures in a row: DEAD if
 *                                      NOT_READY                   each was DEAD, else NOT_READY
 *  NOT_READY  rise READY in a row:     stays                       fall DEAD in a row: DEAD
 *             READY
 *  DEAD       rise READY in a row:     rise answers in a row:      stays
 *             READY; else rise         NOT_READY
 *             answers in a row:
 *             NOT_READY
 * </pre>
 *
 * A failure is a NOT_READY or a DEAD result, an answer a READY or a NOT_READY one. Death takes only
 * results that agree on it, since it costs the connections that exist; a mixture drains. An
 * inconclusive result ({@link Verdict#UNKNOWN}) changes nothing and ends no row.
 *
 * <p>Pure: no clock, no thread. Not thread-safe.
 */
public final class HealthTracker {
  private final int rise;
  private final int fall;

  private Verdict verdict;
  private long sinceNs;
  private @Nullable ProbeResult last;

  // Results in a row, up to the last conclusive one, of each kind that the table counts.
  private int successes;
  private int answers;
  private int failures;
  private int deaths;

  /**
   * @param rise results in a row that it takes to come up; at least 1
   * @param fall results in a row that it takes to go down; at least 1
   * @param nowNs when the server began to be unknown
   * @throws IllegalArgumentException if a count is less than 1
   */
  public HealthTracker(int rise, int fall, long nowNs) {
    this(rise, fall, new Health(Verdict.UNKNOWN, nowNs, 0, 0, null));
  }

  /**
   * Goes on from what another tracker of the same server knew, such as one with other counts before
   * a reload. Its rows are not continued.
   *
   * @throws IllegalArgumentException if a count is less than 1
   */
  public HealthTracker(int rise, int fall, Health known) {
    this.rise = requirePositive("rise", rise);
    this.fall = requirePositive("fall", fall);
    this.verdict = known.verdict();
    this.sinceNs = known.sinceNs();
    this.last = known.last();
  }

  static int requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: value: %d (expected: at least 1)".formatted(name, value));
    }
    return value;
  }

  /** What is known now. */
  public Health health() {
    return new Health(verdict, sinceNs, successes, failures, last);
  }

  /**
   * Counts one result.
   *
   * @param nowNs when it came, on any clock that does not go back
   * @return the change of verdict that it led to, if any
   */
  public Optional<HealthChange> on(ProbeResult result, long nowNs) {
    last = result;
    if (result.verdict() == Verdict.UNKNOWN) {
      return Optional.empty();
    }
    count(result.verdict());
    Verdict next = next(result.verdict());
    if (next == verdict) {
      return Optional.empty();
    }
    HealthChange change = new HealthChange(verdict, next, row(next), result, nowNs);
    verdict = next;
    sinceNs = nowNs;
    return Optional.of(change);
  }

  private void count(Verdict result) {
    boolean success = result == Verdict.READY;
    boolean death = result == Verdict.DEAD;
    successes = success ? successes + 1 : 0;
    failures = success ? 0 : failures + 1;
    deaths = death ? deaths + 1 : 0;
    answers = death ? 0 : answers + 1;
  }

  private Verdict next(Verdict result) {
    return switch (verdict) {
      case UNKNOWN -> result;
      case READY ->
          failures < fall ? Verdict.READY : deaths >= fall ? Verdict.DEAD : Verdict.NOT_READY;
      case NOT_READY ->
          successes >= rise ? Verdict.READY : deaths >= fall ? Verdict.DEAD : Verdict.NOT_READY;
      case DEAD ->
          successes >= rise ? Verdict.READY : answers >= rise ? Verdict.NOT_READY : Verdict.DEAD;
    };
  }

  /** The length of the row that led from the present verdict to {@code next}. */
  private int row(Verdict next) {
    return switch (next) {
      case READY -> successes;
      case NOT_READY -> verdict == Verdict.DEAD ? answers : failures;
      case DEAD -> deaths;
      case UNKNOWN -> throw new IllegalStateException("a conclusive result cannot lead to UNKNOWN");
    };
  }
}
