package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import org.jspecify.annotations.Nullable;

/** Whether a router takes part: it does while started, its interface up, and nothing in fault. */
final class Participation {

  private final RouterConfig config;
  private final Rank rank;
  private final MasterWatch watch;
  private final Changeover changeover;

  private boolean started;
  private boolean interfaceUp = true;
  private boolean inFault;

  Participation(RouterConfig config, Rank rank, MasterWatch watch, Changeover changeover) {
    this.config = config;
    this.rank = rank;
    this.watch = watch;
    this.changeover = changeover;
  }

  Decision start(long nowNs) {
    if (started) {
      return changeover.stepBackIfLate(nowNs);
    }
    started = true;
    watch.startUp(nowNs);
    return isAllowed() ? begin(Cause.STARTED, null, nowNs) : Changeover.SWEEP;
  }

  Decision stop(long nowNs) {
    started = false;
    return changeover.withdraw(Cause.STOPPED, changeover.inWords(nowNs), nowNs);
  }

  Decision interfaceUp(long nowNs) {
    if (interfaceUp) {
      return changeover.stepBackIfLate(nowNs);
    }
    interfaceUp = true;
    return beginIfAllowed(Cause.INTERFACE_UP, null, nowNs);
  }

  /** Nothing that a master would say in farewell gets out any more. */
  Decision interfaceDown(String evidence, long nowNs) {
    interfaceUp = false;
    return changeover.state() == State.MASTER
        ? changeover.leaveMaster(State.INITIALIZE, Cause.INTERFACE_DOWN, evidence, null, nowNs)
        : changeover.withdraw(Cause.INTERFACE_DOWN, evidence, nowNs);
  }

  Decision faultRaised(Cause cause, String evidence, long nowNs) {
    inFault = true;
    return changeover.withdraw(cause, evidence, nowNs);
  }

  Decision faultCleared(String evidence, long nowNs) {
    if (!inFault) {
      return changeover.stepBackIfLate(nowNs);
    }
    inFault = false;
    return beginIfAllowed(Cause.FAULT_CLEARED, evidence, nowNs);
  }

  private boolean isAllowed() {
    return started && interfaceUp && !inFault;
  }

  private Decision beginIfAllowed(Cause cause, @Nullable String evidence, long nowNs) {
    return isAllowed() ? begin(cause, evidence, nowNs) : Decision.NONE;
  }

  private Decision begin(Cause cause, @Nullable String evidence, long nowNs) {
    if (rank.priority() == Advertisement.PRIORITY_OWNER && config.delays().startupNs() == 0) {
      return changeover.becomeMaster(Cause.ADDRESS_OWNER, "priority 255", nowNs);
    }
    long patienceNs =
        Math.max(rank.timers().masterDownNs(config.advertIntervalNs()), watch.silenceLeftNs(nowNs));
    String patience = "a master has " + Figures.seconds(patienceNs) + " to be heard";
    return changeover.join(cause, evidence == null ? patience : evidence + "; " + patience, nowNs);
  }
}
