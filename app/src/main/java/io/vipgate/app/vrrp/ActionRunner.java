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
  private final ActionFailures failures;
  private final Deque<Action> pending = new ArrayDeque<>();
  private final Deque<Runnable> whenIdle = new ArrayDeque<>();

  /** The reset that is waited for; its identity tells a late completion from the current one. */
  private @Nullable Object reset;

  private long resetDeadlineNs = Long.MAX_VALUE;

  /**
   * Hears of actions that failed, at once. After an advertisement that did not leave, what claims
   * the addresses is not carried out any more when this is called.
   */
  interface ActionFailures {
    void failed(Action action, IOException cause);
  }

  /**
   * @param resetLimitNs how long to wait for connections to be reset, at most {@link
   *     #RESET_LIMIT_NS}; less where a peer, or this router again, may take over earlier
   */
  ActionRunner(
      VrrpEdge edge,
      Executor loop,
      LongSupplier clock,
      long resetLimitNs,
      ActionFailures failures) {
    this.edge = edge;
    this.loop = loop;
    this.clock = clock;
    this.resetLimitNs = Math.min(resetLimitNs, RESET_LIMIT_NS);
    this.failures = failures;
  }

  /** Carries out the actions, after those that are still waiting. */
  void run(List<Action> actions) {
    pending.addAll(actions);
    proceed();
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
      Action action = pending.poll();
      if (action == null) {
        break;
      }
      perform(action);
    }
    while (reset == null && pending.isEmpty() && !whenIdle.isEmpty()) {
      whenIdle.remove().run();
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
      } else if (action instanceof Action.AnnounceAddresses) {
        edge.announce();
      } else if (action instanceof Action.RemoveAddresses) {
        edge.remove();
      } else if (action instanceof Action.ResetConnections) {
        startReset();
      } else {
        throw new IllegalStateException("action: value: " + action + " (expected: a known one)");
      }
    } catch (IOException e) {
      if (action instanceof Action.SendAdvertisement) {
        pending.removeIf(Action::claims);
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
