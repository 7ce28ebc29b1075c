package io.vipgate.app.vrrp;

import io.vipgate.vrrp.router.Action;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a virtual router's actions in their order. Belongs to the control thread, and never
 * blocks it: while connections are being reset on the relay's thread, the actions behind the reset
 * wait, for a bounded time, since the address must not go before its connections.
 */
final class ActionRunner {
  /** A reset of ten thousand connections takes about half of this. */
  static final long RESET_LIMIT_NS = 100_000_000L;

  private final VrrpEdge edge;
  private final Executor loop;
  private final LongSupplier clock;
  private final long resetLimitNs;
  private final long takeoverNs;
  private final ActionFailures failures;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Deque<Runnable> whenIdle = new ArrayDeque<>();

  /**
   * What is being carried out; used again for the next decision, as most have nothing to wait for.
   */
  private Batch current = new Batch();

  /** The reset that is waited for; its identity tells a late completion from the current one. */
  private @Nullable Object reset;

  private long resetDeadlineNs = Long.MAX_VALUE;

  /**
   * Hears of actions that failed, at once. After an advertisement that did not leave, what claims
   * the addresses is not carried out any more when this is called.
   */
  interface ActionFailures {
    void failed(Action action, IOException cause);

    /**
     * The process was held up between the decision and this action ({@link Action#expires}), so
     * that it was left undone.
     */
    void expired(Action action, long lateNs);
  }

  /** What one decision still wants done. */
  private static final class Batch {
    private List<Action> actions = List.of();
    private int next;
    private long decidedNs;
    private boolean unheard;

    Batch set(List<Action> newActions, long newDecidedNs) {
      actions = newActions;
      next = 0;
      decidedNs = newDecidedNs;
      unheard = false;
      return this;
    }

    @Nullable Action poll() {
      while (next < actions.size()) {
        Action action = actions.get(next++);
        if (!unheard || !action.claims()) {
          return action;
        }
      }
      return null;
    }

    boolean isDone() {
      return next == actions.size();
    }
  }

  /**
   * @param takeoverNs after which a peer, or this router again, may take over: an action that
   *     {@linkplain Action#expires expires} is not carried out so long after its decision, and
   *     resets are waited for no longer, and at most for {@link #RESET_LIMIT_NS}
   */
  ActionRunner(
      VrrpEdge edge, Executor loop, LongSupplier clock, long takeoverNs, ActionFailures failures) {
    this.edge = edge;
    this.loop = loop;
    this.clock = clock;
    this.resetLimitNs = Math.min(takeoverNs, RESET_LIMIT_NS);
    this.takeoverNs = takeoverNs;
    this.failures = failures;
  }

  /**
   * Carries out the actions, after those that are still waiting.
   *
   * @param decidedNs when they were decided on
   */
  void run(List<Action> actions, long decidedNs) {
    if (isIdle()) {
      current.set(actions, decidedNs);
    } else {
      waiting.add(new Batch().set(actions, decidedNs));
    }
    proceed();
  }

  private boolean isIdle() {
    return reset == null && current.isDone() && waiting.isEmpty();
  }

  /** Calls back once nothing is waiting, which may be at once. */
  void whenIdle(Runnable callback) {
    whenIdle.add(callback);
    proceed();
  }

  /** When {@link #onDeadline} wants to be called; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs() {
    return resetDeadlineNs;
  }

  /** The reset took too long: the connections are left to their clients' timeouts. */
  void onDeadline(long nowNs) {
    if (nowNs >= resetDeadlineNs) {
      resume();
    }
  }

  private void resume() {
    reset = null;
    resetDeadlineNs = Long.MAX_VALUE;
    proceed();
  }

  private void proceed() {
    while (reset == null) {
      Action action = poll();
      if (action == null) {
        break;
      }
      performInTime(action, current.decidedNs);
    }
    while (isIdle() && !whenIdle.isEmpty()) {
      whenIdle.remove().run();
    }
  }

  private @Nullable Action poll() {
    Action action = current.poll();
    while (action == null && !waiting.isEmpty()) {
      current = waiting.remove();
      action = current.poll();
    }
    return action;
  }

  private void performInTime(Action action, long decidedNs) {
    long lateNs = action.expires() ? clock.getAsLong() - decidedNs : 0;
    if (lateNs >= takeoverNs) {
      failures.expired(action, lateNs);
    } else {
      perform(action);
    }
  }

  private void perform(Action action) {
    try {
      if (action instanceof Action.SendAdvertisement send) {
        edge.send(send.advertisement());
      } else if (action instanceof Action.InstallAddresses install) {
        edge.install(install.leaseSeconds());
      } else if (action instanceof Action.RenewAddresses renew) {
        edge.install(renew.leaseSeconds());
      } else if (action instanceof Action.AnnounceAddresses announce) {
        edge.announce(announce.copies());
      } else if (action instanceof Action.ProbeAddresses) {
        edge.probe();
      } else if (action instanceof Action.RemoveAddresses) {
        edge.remove();
      } else if (action instanceof Action.ReleaseAddresses) {
        edge.release();
      } else if (action instanceof Action.ResetConnections) {
        startReset();
      } else {
        throw new IllegalStateException("action: value: " + action + " (expected: a known one)");
      }
    } catch (IOException e) {
      if (action instanceof Action.SendAdvertisement) {
        current.unheard = true;
        waiting.forEach(batch -> batch.unheard = true);
      }
      failures.failed(action, e);
    }
  }

  private void startReset() {
    Object current = new Object();
    reset = current;
    resetDeadlineNs = clock.getAsLong() + resetLimitNs;
    var unused =
        edge.resetConnections()
            .whenComplete((count, failure) -> loop.execute(() -> resetDone(current)));
  }

  private void resetDone(Object done) {
    if (reset == done) {
      resume();
    }
  }
}
