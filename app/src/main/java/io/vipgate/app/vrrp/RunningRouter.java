package io.vipgate.app.vrrp;

import io.vipgate.app.runtime.ControlLoop;
import io.vipgate.vrrp.packet.Delivery;
import io.vipgate.vrrp.packet.Received;
import io.vipgate.vrrp.router.Action;
import io.vipgate.vrrp.router.Decision;
import io.vipgate.vrrp.router.Event;
import io.vipgate.vrrp.router.RouterConfig;
import io.vipgate.vrrp.router.RouterSnapshot;
import io.vipgate.vrrp.router.Transition;
import io.vipgate.vrrp.router.VirtualRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Consumer;

/**
 * A virtual router for as long as its interface can be used: events in, decisions out, actions
 * carried out. Belongs to the control thread.
 */
final class RunningRouter {
  private static final Event TIMER = new Event.TimerExpired();

  private final VirtualRouter router;
  private final TrustedAdvertisements trusted;
  private final ActionRunner runner;
  private final ControlLoop loop;
  private final InstanceReports reports;
  private final Consumer<Transition> transitions;

  /** Whether nobody else has heard of anything since the deadline that is being handled. */
  private boolean isRoutine;

  /**
   * @param transitions hears of each change of state, before its actions are carried out
   */
  RunningRouter(
      RouterConfig config,
      Delivery delivery,
      VrrpEdge edge,
      ControlLoop loop,
      InstanceReports reports,
      Consumer<Transition> transitions) {
    this.router = new VirtualRouter(config);
    this.trusted = new TrustedAdvertisements(config.peerAgreement(delivery), reports::dropped);
    this.runner =
        new ActionRunner(
            edge, loop, loop::nowNs, config.timers().fastestTakeoverNs(), new Failures());
    this.loop = loop;
    this.reports = reports;
    this.transitions = transitions;
  }

  void handle(Event event) {
    handle(event, loop.nowNs());
  }

  private void handle(Event event, long nowNs) {
    Decision decision = router.on(event, nowNs);
    isRoutine &= decision.isRoutine();
    if (decision.transition() != null) {
      transitions.accept(decision.transition());
    }
    if (decision.notice() != null) {
      reports.noticed(decision.notice(), event);
    }
    runner.run(decision.actions(), nowNs);
  }

  /**
   * A valid advertisement for this virtual router.
   *
   * @return whether it is believed
   */
  boolean onAdvertisement(Received.Accepted accepted) {
    Event event = trusted.eventOf(accepted);
    if (event == null) {
      return false;
    }
    reports.believed();
    handle(event);
    return true;
  }

  /** Gives up what is held; calls back when that is done. */
  void stop(Runnable whenDone) {
    handle(new Event.Stop());
    runner.whenIdle(whenDone);
  }

  RouterSnapshot snapshot() {
    return router.snapshot();
  }

  /** The source of its advertisements. */
  InetAddress localAddress() {
    return router.config().localAddress();
  }

  long nextDeadlineNs() {
    return Math.min(router.nextDeadlineNs(), runner.nextDeadlineNs());
  }

  /**
   * Does what is due.
   *
   * @return whether nobody else has heard of anything, as with nearly all advertisements
   */
  boolean onDeadline(long nowNs) {
    long decidedNs = nowNs;
    isRoutine = true;
    if (runner.nextDeadlineNs() <= nowNs) {
      isRoutine = false;
      runner.onDeadline(nowNs);
      decidedNs = loop.nowNs();
    }
    if (router.nextDeadlineNs() <= decidedNs) {
      handle(TIMER, decidedNs);
    }
    return isRoutine;
  }

  private final class Failures implements ActionRunner.ActionFailures {
    @Override
    public void failed(Action action, IOException cause) {
      isRoutine = false;
      reports.failed(action, cause);
      if (action instanceof Action.SendAdvertisement) {
        handle(new Event.SendFailed(String.valueOf(cause.getMessage())));
      }
    }

    /** The router finds out by itself that it is late, when it is asked. */
    @Override
    public void expired(Action action, long lateNs) {
      isRoutine = false;
      reports.expired(action, lateNs);
      handle(TIMER);
    }
  }
}
