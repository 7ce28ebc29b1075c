package io.vipgate.health;

import io.vipgate.health.probe.Verdict;

/**
 * Whether something else than the checks speaks against a server: a client that could not be
 * connected to it, or a connection kept for the checks that the server ended. Neither proves that
 * it is dead, so neither convicts; but the checks need not wait for their next turn to find out:
 *
 * <pre>
 *  accused            probe    probe    probe        acquitted by an answer,
 *     |-- at once ------P--5ms---P--5ms---P--...      convicted by `fall` of DEAD,
 *     a probe under way ends first                    or left to the schedule after MOST
 * </pre>
 *
 * A failure of real traffic counts for one of those that it takes, and no more than one between two
 * probes: a hundred clients that are refused in one millisecond have all seen the same thing.
 *
 * <p>Pure, not thread-safe. Times are nanoseconds on one clock that may overflow.
 */
final class Suspicion {
  /** From the end of one probe of a suspect to the start of the next. */
  static final long PAUSE_NS = 5_000_000L;

  /** Probes in a burst; no more than a few tens of milliseconds' worth. */
  static final int MOST = 10;

  private final long restNs;

  private boolean accused;
  private boolean counted;
  private boolean rested = true;
  private long sinceNs;
  private int probes;

  /**
   * @param restNs from the beginning of one burst to that of the next, at least: a server that
   *     answers the checks and fails its clients, or that ends each kept connection at once, is not
   *     to be looked at all the time
   */
  Suspicion(long restNs) {
    this.restNs = restNs;
  }

  /**
   * Begins, unless it is on already or was lately.
   *
   * @return whether the server is to be looked at now
   */
  boolean accuse(long nowNs) {
    if (accused || (!rested && nowNs - sinceNs < restNs)) {
      return false;
    }
    accused = true;
    rested = false;
    sinceNs = nowNs;
    probes = 0;
    return true;
  }

  /** Whether a failure of traffic that is seen now may be counted; only the first may. */
  boolean mayCount() {
    boolean first = !counted;
    counted = true;
    return first;
  }

  boolean isOn() {
    return accused;
  }

  /**
   * A probe ended.
   *
   * @param result what it alone says
   * @param counts the verdict that counts after it
   */
  void probed(long startedNs, Verdict result, Verdict counts) {
    counted = false;
    if (!accused || startedNs - sinceNs < 0) {
      return; // what began before the accusation cannot answer it
    }
    probes++;
    if (result != Verdict.DEAD || counts == Verdict.DEAD || probes >= MOST) {
      accused = false;
    }
  }
}
