package io.vipgate.app.runtime;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything is decided: input first, then what others posted, then the
 * timers that are due.
 *
 * <p>The order is the point. A loop that was held up (a pause, a suspended machine) finds both an
 * overdue timer and the packets that would have stopped it; believing the timer first is how two
 * masters are made.
 */
public final class ControlLoop implements Executor, Runnable {
  private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);

  /**
   * A loop with nothing to wait for still shows that it is alive this often, and one that always
   * has something to do asks everyone for deadlines this often, whatever it has heard.
   */
  private static final long HEARTBEAT_NS = 500_000_000L;

  private final Waiter waiter;
  private final LongSupplier clock;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private volatile boolean hasMail;
  private final Agenda agenda = new Agenda();
  private final Lateness lateness = new Lateness();
  private long doubtedNs;
  private volatile long lastTurnNs;
  private volatile boolean stopped;

  /**
   * @param waiter where to block; closed when the loop ends
   * @param clock monotonic nanoseconds; with VRRP one that counts suspensions, too
   */
  public ControlLoop(Waiter waiter, LongSupplier clock) {
    this.waiter = waiter;
    this.clock = clock;
    this.lastTurnNs = clock.getAsLong();
  }

  /** Hands work to the control thread; from any thread, in order, never blocking. */
  @Override
  public void execute(Runnable work) {
    inbox.add(work);
    hasMail = true;
    waiter.wakeup();
  }

  /** Adds something with deadlines; on the control thread, or before it starts. */
  public void add(Participant participant) {
    agenda.add(participant);
  }

  /** Calls it no more; on the control thread. */
  public void remove(Participant participant) {
    agenda.remove(participant);
  }

  /** Nanoseconds on the loop's clock. */
  public long nowNs() {
    return clock.getAsLong();
  }

  /** How long ago the loop last turned, in nanoseconds; a healthy loop stays below a second. */
  public long sinceLastTurnNs() {
    return clock.getAsLong() - lastTurnNs;
  }

  /** How late deadlines have been met; for any thread. */
  public Lateness lateness() {
    return lateness;
  }

  /** Ends the loop after the work that is already in the inbox; from any thread. */
  public void stop() {
    execute(() -> stopped = true);
  }

  @Override
  public void run() {
    try (waiter) {
      while (!stopped) {
        turn();
      }
    }
  }

  /** One turn: wait, input, inbox, timers. */
  void turn() {
    long deadline = agenda.nextDeadlineNs();
    boolean isNews = awaitInput(deadline - clock.getAsLong());
    if (hasMail) {
      drainInbox();
      isNews = true;
    }
    long now = clock.getAsLong();
    lastTurnNs = now;
    if (now >= deadline) {
      lateness.record(now - deadline);
    }
    if (isNews || now - doubtedNs >= HEARTBEAT_NS) {
      agenda.doubt();
      doubtedNs = now;
    }
    callWhoIsDue(now);
  }

  /** Returns whether anyone may have heard of anything. */
  private boolean awaitInput(long timeoutNs) {
    try {
      return waiter.await(Math.min(timeoutNs, HEARTBEAT_NS));
    } catch (IOException e) {
      log.error("control loop: wait failed, going on: {}", e.getMessage(), e);
    } catch (RuntimeException e) {
      log.error("control loop: input handler failed, going on", e);
    }
    return true;
  }

  private void drainInbox() {
    hasMail = false; // First: what comes meanwhile is for the next turn if it is not for this one.
    for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
      guarded(work);
    }
  }

  private void callWhoIsDue(long nowNs) {
    boolean isFresh = true;
    for (int i = 0; i < agenda.size(); i++) {
      if (agenda.isDue(i, nowNs)) {
        // What was done for those before it may have taken long.
        boolean isPrivate = call(agenda.get(i), isFresh ? nowNs : clock.getAsLong());
        isFresh = false;
        if (isPrivate) {
          agenda.doubt(i);
        } else {
          agenda.doubt();
        }
      }
    }
  }

  private static boolean call(Participant participant, long nowNs) {
    try {
      return participant.onDeadline(nowNs);
    } catch (RuntimeException e) {
      logFailure(e);
      return false;
    }
  }

  /** One failing piece of work must not take the address off a healthy machine. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      logFailure(e);
    }
  }

  private static void logFailure(RuntimeException failure) {
    log.error("control loop: work failed, going on", failure);
  }
}
