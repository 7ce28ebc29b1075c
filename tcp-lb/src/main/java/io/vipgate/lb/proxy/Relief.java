package io.vipgate.lb.proxy;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a loop that has too much to do hands connections over to a second one, and which:
 * see decision record 0050.
 *
 * <pre>
 *             busy, and the other one has less to do
 *   MEASURING ---------------------------------------> HANDING OVER
 *       ^                                                   |
 *       +---------------------------------------------------+
 *                        one window later
 * </pre>
 *
 * <p>For one window, each connection that has a turn and has lasted is looked at once, and every
 * so-manieth goes. What that has changed shows in the next window, which is measured again.
 */
final class Relief {
  /** The share of a processor from which on a loop is busy: it may get no more where others run. */
  static final double BUSY = 0.45;

  /**
   * So many turns shall the second loop have for each of the first. Fewer: what is shared out costs
   * more than what stays, and the first is to be left no more than it can do.
   */
  static final double SECONDS_PART = 0.7;

  /** So many are enough: the rest is chance. */
  static final double ENOUGH = 0.5;

  /** One that has not lasted as long may be over before it has arrived. */
  static final long LASTING_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A whole number of connections goes; a single one never does. */
  private static final double TO_THE_NEAREST = 0.5;

  /** Whom it may pick. */
  interface Candidate {
    /**
     * Whether it can go on elsewhere, and has been there since then.
     *
     * @param sinceNs {@code System.nanoTime()}
     */
    boolean hasLasted(long sinceNs);

    /**
     * Notes that it was looked at in a round.
     *
     * @return false if it had been in this one
     */
    boolean isNewIn(int round);
  }

  private final @Nullable LongSupplier othersTurns;
  private long othersBefore;
  private boolean handingOver;
  private double share;
  private double credit;
  private int round;
  private long sinceNs;
  private int away;

  private Relief(@Nullable LongSupplier othersTurns) {
    this.othersTurns = othersTurns;
  }

  /**
   * By a second loop.
   *
   * @param turns how many turns that has had so far
   */
  static Relief by(LongSupplier turns) {
    return new Relief(turns);
  }

  /** For a loop that nobody relieves. */
  static Relief none() {
    return new Relief(null);
  }

  /**
   * A window of turns is over.
   *
   * @param busy the share of a processor that it took
   * @param nowNs {@code System.nanoTime()}
   */
  void windowOver(double busy, long nowNs) {
    if (othersTurns == null) {
      return;
    }
    long others = othersTurns.getAsLong();
    share = handingOver ? 0 : toHandOver(busy, Workload.WINDOW, others - othersBefore);
    othersBefore = others;
    handingOver = share > 0;
    credit = TO_THE_NEAREST;
    round++;
    sinceNs = nowNs - LASTING_NS;
  }

  /** Whether {@link #picks} is worth being asked. */
  boolean isHandingOver() {
    return handingOver;
  }

  /** Whether this one goes, which has just had a turn. */
  boolean picks(Candidate connection) {
    if (!connection.isNewIn(round) || !connection.hasLasted(sinceNs)) {
      return false;
    }
    credit += share;
    if (credit < 1) {
      return false;
    }
    credit--;
    return true;
  }

  /** So many more are at the second loop, or fewer. */
  void away(int change) {
    away += change;
  }

  /** Whether any is at the second loop. */
  boolean isShared() {
    return away > 0;
  }

  /**
   * Which part of a loop's work another one should have besides what it has, so that it has {@link
   * #SECONDS_PART}.
   *
   * @param busy the share of a processor that it takes
   * @param own its turns
   * @param others the other one's turns in the same time
   * @return 0 to 0.42
   */
  static double toHandOver(double busy, long own, long others) {
    return busy < BUSY || others >= own * ENOUGH
        ? 0
        : (SECONDS_PART * own - others) / (1 + SECONDS_PART) / own;
  }
}
