package io.vipgate.vrrp.lifeline;

import java.util.concurrent.TimeUnit;

/**
 * A backup's connection to one master's process, and what its end means.
 *
 * <pre>
 *            advert, not tried lately           greeting
 *   IDLE ---------------------------&gt; CALLING ----------&gt; WATCHING
 *   ^ ^ ^                                |                | | | ^
 *   | | +------ refused, failed, 1 s ----+                | | | |
 *   | +------- reset, or anything but an orderly end -----+ | | |
 *   +-- the turn is over: gone ---- PARTING &lt;--- goodbye ---+ | |
 *   +-- advert, 1 s, or refused -- VERIFYING &lt;------ end -----+ |
 *       three times: dead              |          greeting      |
 *                                      +------------------------+
 * </pre>
 *
 * <p>The end of the connection alone proves nothing. It counts only if the other side's kernel sent
 * an orderly end (a firewall's reset is none) and its process no goodbye, if the very address that
 * the advertisements come from then refuses three connections in a row, and if no advertisement
 * came meanwhile, nor may have. A process that lives never ends a connection so ({@link Greeting});
 * its kernel accepts connections even when it is stopped, starved, or out of descriptors.
 *
 * <p>A master that is not ours is called ever more rarely, at most once a minute. Not thread-safe.
 */
public final class Lifeline {

  /** Refusals in a row that prove that nobody listens. */
  static final int REFUSALS = 3;

  /**
   * An end and an advertisement that are read so close to each other may have come in any order: we
   * were held up, and the process may have been started again meanwhile.
   */
  static final long TOGETHER_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * Between two attempts, at first: a dying process's listener may outlive its connections for a
   * moment, and with thousands of other descriptors to close for much longer.
   */
  static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * For the answer to one attempt, at first. An attempt that meets a listener which is just being
   * closed may get none: the kernel drops it, and TCP would try again after a second.
   */
  static final long ANSWER_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Both grow with the time that verifying has taken so far, to these parts of it. */
  static final int RETRY_PART = 16;

  static final int ANSWER_PART = 4;

  /** What is not proven by then is left to the advertisements' timer. */
  static final long VERIFY_LIMIT_NS = TimeUnit.SECONDS.toNanos(1);

  /** For the connection and the greeting. */
  static final long CALL_LIMIT_NS = TimeUnit.SECONDS.toNanos(1);

  static final long MIN_BACKOFF_NS = TimeUnit.SECONDS.toNanos(1);
  static final long MAX_BACKOFF_NS = TimeUnit.SECONDS.toNanos(60);

  private static final long NEVER = Long.MAX_VALUE;

  private enum Phase {
    IDLE,
    CALLING,
    WATCHING,
    PARTING,
    VERIFYING
  }

  private Phase phase = Phase.IDLE;

  /** In IDLE: not before this. In CALLING and VERIFYING: not after it. */
  private long limitNs = Long.MIN_VALUE;

  /** In WATCHING: when the last advertisement was read. */
  private long heardNs;

  /** In VERIFYING: when an attempt is given up, or the next one begins. */
  private long stepDueNs = NEVER;

  private boolean unanswered;
  private long backoffNs = MIN_BACKOFF_NS;
  private int refusals;

  /** Handles what happened, on the clock of {@link #nextDeadlineNs}. */
  public Order on(Happening happening, long nowNs) {
    return switch (phase) {
      case IDLE -> idle(happening, nowNs);
      case CALLING -> calling(happening, nowNs);
      case WATCHING -> watching(happening, nowNs);
      case PARTING -> happening == Happening.TIMER ? rest(nowNs, Order.REPORT_GOODBYE) : Order.NONE;
      case VERIFYING -> verifying(happening, nowNs);
    };
  }

  /** When {@link Happening#TIMER} is due; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return switch (phase) {
      case IDLE, WATCHING -> NEVER;
      case PARTING -> stepDueNs;
      case CALLING -> limitNs;
      case VERIFYING -> Math.min(limitNs, stepDueNs);
    };
  }

  /** Whether the master's process is connected, and its death would be noticed at once. */
  public boolean isWatching() {
    return phase == Phase.WATCHING;
  }

  private Order idle(Happening happening, long nowNs) {
    if (happening != Happening.ADVERT_HEARD || nowNs < limitNs) {
      return Order.NONE;
    }
    phase = Phase.CALLING;
    limitNs = nowNs + CALL_LIMIT_NS;
    return Order.CONNECT;
  }

  private Order calling(Happening happening, long nowNs) {
    return switch (happening) {
      case ADVERT_HEARD -> Order.NONE;
      case TIMER -> nowNs < limitNs ? Order.NONE : rest(nowNs);
      case GREETED -> watch();
      case PARTED, ENDED, REFUSED, FAILED -> rest(nowNs);
    };
  }

  private Order watching(Happening happening, long nowNs) {
    return switch (happening) {
      case ADVERT_HEARD -> {
        heardNs = nowNs;
        yield Order.NONE;
      }
      case TIMER, GREETED -> Order.NONE;
      case ENDED -> nowNs < heardNs + TOGETHER_NS ? rest(nowNs) : verify(nowNs);
      case PARTED -> part(nowNs);
      case REFUSED, FAILED -> rest(nowNs);
    };
  }

  private Order verifying(Happening happening, long nowNs) {
    return switch (happening) {
      case GREETED -> watch();
      case ADVERT_HEARD, PARTED -> rest(nowNs);
      case REFUSED -> ++refusals == REFUSALS ? rest(nowNs, Order.REPORT_DEATH) : retryLater(nowNs);
      case ENDED, FAILED -> {
        refusals = 0;
        yield retryLater(nowNs);
      }
      case TIMER -> verifyOnTime(nowNs);
    };
  }

  private Order verifyOnTime(long nowNs) {
    if (nowNs >= limitNs) {
      return rest(nowNs);
    }
    if (nowNs < stepDueNs) {
      return Order.NONE;
    }
    if (unanswered) {
      refusals = 0;
    }
    return attempt(nowNs);
  }

  private Order watch() {
    phase = Phase.WATCHING;
    heardNs = Long.MIN_VALUE;
    backoffNs = MIN_BACKOFF_NS;
    return Order.NONE;
  }

  /**
   * Its last advertisement was sent before the goodbye and may not have been read yet: a loop reads
   * all that has arrived before it looks at timers.
   */
  private Order part(long nowNs) {
    phase = Phase.PARTING;
    stepDueNs = nowNs;
    return Order.CLOSE;
  }

  private Order verify(long nowNs) {
    phase = Phase.VERIFYING;
    limitNs = nowNs + VERIFY_LIMIT_NS;
    refusals = 0;
    return attempt(nowNs);
  }

  private Order attempt(long nowNs) {
    unanswered = true;
    stepDueNs = nowNs + Math.max(ANSWER_NS, verifiedForNs(nowNs) / ANSWER_PART);
    return Order.CONNECT;
  }

  private Order retryLater(long nowNs) {
    unanswered = false;
    stepDueNs = nowNs + Math.max(RETRY_NS, verifiedForNs(nowNs) / RETRY_PART);
    return Order.CLOSE;
  }

  private long verifiedForNs(long nowNs) {
    return nowNs - (limitNs - VERIFY_LIMIT_NS);
  }

  private Order rest(long nowNs) {
    return rest(nowNs, Order.CLOSE);
  }

  private Order rest(long nowNs, Order last) {
    phase = Phase.IDLE;
    limitNs = nowNs + backoffNs;
    backoffNs = Math.min(2 * backoffNs, MAX_BACKOFF_NS);
    return last;
  }
}
