package io.vipgate.vrrp.lifeline;

import java.util.concurrent.TimeUnit;

/**
 * A backup's connection to one master's process, and what its end means.
 *
 * <pre>
 *             advert, and not tried lately        greeting
 *   IDLE ------------------------------&gt; CALLING -----------&gt; WATCHING
 *    ^  ^                                   |                  |    |  ^
 *    |  +--- refused, failed, 1 s passed ---+                  |    |  |
 *    +------------------- goodbye, reset, anything but an end -+    |  | greeting
 *    |                                                          end |  |
 *    +-- advert, 20 ms passed, or refused three times: dead -- VERIFYING
 * </pre>
 *
 * <p>The end of the connection alone proves nothing. It counts only if the other side's kernel sent
 * an orderly end (a firewall's reset is none) and its process no goodbye, if the very address that
 * the advertisements come from then refuses three connections in a row, and if no advertisement
 * came meanwhile. A process that lives never ends a connection so ({@link Greeting}); its kernel
 * accepts connections even when it is stopped, starved, or out of descriptors.
 *
 * <p>A master that is not ours is called ever more rarely, at most once a minute. Not thread-safe.
 */
public final class Lifeline {

  /** Refusals in a row that prove that nobody listens. */
  static final int REFUSALS = 3;

  /** Between two attempts: a dying process's listener may outlive its connections for a moment. */
  static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /** What is not proven by then is left to the advertisements' timer. */
  static final long VERIFY_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /** For the connection and the greeting. */
  static final long CALL_LIMIT_NS = TimeUnit.SECONDS.toNanos(1);

  static final long MIN_BACKOFF_NS = TimeUnit.SECONDS.toNanos(1);
  static final long MAX_BACKOFF_NS = TimeUnit.SECONDS.toNanos(60);

  private static final long NEVER = Long.MAX_VALUE;

  private enum Phase {
    IDLE,
    CALLING,
    WATCHING,
    VERIFYING
  }

  private Phase phase = Phase.IDLE;

  /** In IDLE: not before this. In CALLING and VERIFYING: not after it. */
  private long limitNs = Long.MIN_VALUE;

  private long retryDueNs = NEVER;
  private long backoffNs = MIN_BACKOFF_NS;
  private int refusals;

  /** Handles what happened, on the clock of {@link #nextDeadlineNs}. */
  public Order on(Happening happening, long nowNs) {
    return switch (phase) {
      case IDLE -> idle(happening, nowNs);
      case CALLING -> calling(happening, nowNs);
      case WATCHING -> watching(happening, nowNs);
      case VERIFYING -> verifying(happening, nowNs);
    };
  }

  /** When {@link Happening#TIMER} is due; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return switch (phase) {
      case IDLE, WATCHING -> NEVER;
      case CALLING -> limitNs;
      case VERIFYING -> Math.min(limitNs, retryDueNs);
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
      case ADVERT_HEARD, TIMER, GREETED -> Order.NONE;
      case ENDED -> verify(nowNs);
      case PARTED, REFUSED, FAILED -> rest(nowNs);
    };
  }

  private Order verifying(Happening happening, long nowNs) {
    return switch (happening) {
      case GREETED -> watch();
      case ADVERT_HEARD, PARTED -> rest(nowNs);
      case REFUSED -> ++refusals == REFUSALS ? bury(nowNs) : retryLater(nowNs);
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
    if (nowNs < retryDueNs) {
      return Order.NONE;
    }
    retryDueNs = NEVER;
    return Order.CONNECT;
  }

  private Order watch() {
    phase = Phase.WATCHING;
    backoffNs = MIN_BACKOFF_NS;
    return Order.NONE;
  }

  private Order verify(long nowNs) {
    phase = Phase.VERIFYING;
    limitNs = nowNs + VERIFY_LIMIT_NS;
    retryDueNs = NEVER;
    refusals = 0;
    return Order.CONNECT;
  }

  private Order retryLater(long nowNs) {
    retryDueNs = nowNs + RETRY_NS;
    return Order.CLOSE;
  }

  private Order rest(long nowNs) {
    phase = Phase.IDLE;
    limitNs = nowNs + backoffNs;
    backoffNs = Math.min(2 * backoffNs, MAX_BACKOFF_NS);
    return Order.CLOSE;
  }

  private Order bury(long nowNs) {
    var unused = rest(nowNs);
    return Order.REPORT_DEATH;
  }
}
