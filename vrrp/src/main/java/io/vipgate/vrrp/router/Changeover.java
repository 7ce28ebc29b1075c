package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.router.Action.ReleaseAddresses;
import io.vipgate.vrrp.router.Action.RemoveAddresses;
import io.vipgate.vrrp.router.Action.ResetConnections;
import io.vipgate.vrrp.router.Action.SendAdvertisement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a virtual router, the ways from one to another, and what is to be done on each. */
final class Changeover {

  /** A process that died here before may have left the addresses behind. */
  static final Decision SWEEP = new Decision(List.of(new RemoveAddresses()), null, null);

  private final Rank rank;
  private final MasterDuties duties;
  private final MasterWatch watch;
  private final DuplicateProbe probe;
  private final AddressConflict conflict;

  private State state = State.INITIALIZE;
  private long stateSinceNs;

  /** Who was master before this term; null if nobody was heard. */
  private @Nullable InetAddress predecessor;

  /** Whether this term has begun because the predecessor was not heard any more. */
  private boolean wasSilence;

  Changeover(
      Rank rank,
      MasterDuties duties,
      MasterWatch watch,
      DuplicateProbe probe,
      AddressConflict conflict) {
    this.rank = rank;
    this.duties = duties;
    this.watch = watch;
    this.probe = probe;
    this.conflict = conflict;
  }

  State state() {
    return state;
  }

  /** How long it has been in its state, in words. */
  String inWords(long nowNs) {
    return "after " + Figures.seconds(nowNs - stateSinceNs) + " as " + state;
  }

  /** Whether it is a master that was held up for so long that a peer may have taken over. */
  boolean isLateMaster(long nowNs) {
    return state == State.MASTER && duties.isLate(nowNs);
  }

  /** Begins to listen. */
  Decision join(Cause cause, String evidence, long nowNs) {
    return new Decision(SWEEP.actions(), enter(State.BACKUP, cause, evidence, nowNs), null);
  }

  Decision becomeMaster(Cause cause, String evidence, long nowNs) {
    predecessor = watch.lastHeard();
    wasSilence = cause == Cause.MASTER_SILENT || cause == Cause.MASTER_DIED;
    Transition transition = enter(State.MASTER, cause, evidence, nowNs);
    if (isContested(cause)) {
      probe.succeed(nowNs + rank.timers().leaseNs() + Timers.KERNEL_LEASE_LAG_NS);
    }
    return new Decision(duties.assume(probe.predecessorUntilNs(), nowNs), transition, null);
  }

  /** Whether the lease of the predecessor, which did not give up the addresses, may not be over. */
  private boolean isContested(Cause cause) {
    return cause == Cause.MASTER_DIED
        || (cause == Cause.MASTER_SILENT && !rank.timers().isLeaseOverInTime());
  }

  /** Takes no further part; a master resigns first. */
  Decision withdraw(Cause cause, String evidence, long nowNs) {
    return switch (state) {
      case INITIALIZE -> Decision.NONE;
      case BACKUP -> new Decision(List.of(), enter(State.INITIALIZE, cause, evidence, nowNs), null);
      case MASTER -> resign(State.INITIALIZE, cause, evidence, nowNs);
    };
  }

  /** Stops being master, and has the next one take over after its skew. */
  Decision resign(State to, Cause cause, String evidence, long nowNs) {
    if (duties.isLate(nowNs)) {
      Notice notice = new Notice(Notice.Kind.FAREWELL_WITHHELD, lateness(nowNs));
      return leaveMaster(to, cause, evidence, notice, nowNs);
    }
    Transition transition = enter(to, cause, evidence, nowNs);
    Advertisement farewell = rank.advertisement().withPriority(Advertisement.PRIORITY_RESIGN);
    // The address stays until the resets, which bear it as their source, have left.
    List<Action> actions =
        List.of(new ResetConnections(), new SendAdvertisement(farewell), new ReleaseAddresses());
    return new Decision(actions, transition, null);
  }

  Decision stepBackIfLate(long nowNs) {
    return isLateMaster(nowNs)
        ? leaveMaster(State.BACKUP, Cause.LATE, lateness(nowNs), null, nowNs)
        : Decision.NONE;
  }

  private String lateness(long nowNs) {
    return Evidence.late(duties.sinceLastSentNs(nowNs), rank.timers());
  }

  /**
   * Another master ranks higher. If it is the one that had gone silent, it may have been master all
   * along, cut off from us: whoever of the two hears the other first ends it, and it would never
   * learn that the neighbours have to be told where the addresses are. So it hears of this term.
   */
  Decision yieldTo(InetAddress successor, Cause cause, String evidence, long nowNs) {
    boolean tells = wasSilence && successor.equals(predecessor);
    Decision decision = leaveMaster(State.BACKUP, cause, evidence, null, nowNs);
    if (!tells) {
      return decision;
    }
    List<Action> actions = new ArrayList<>();
    actions.add(new SendAdvertisement(rank.advertisement()));
    actions.addAll(decision.actions());
    return new Decision(actions, decision.transition(), null);
  }

  /** Whether that may be the predecessor's last word, which {@link #yieldTo} has it say. */
  boolean isLastWord(InetAddress source, long intervalNs, long nowNs) {
    return source.equals(predecessor) && nowNs - stateSinceNs < intervalNs;
  }

  /** Stops being master without a word. */
  Decision leaveMaster(
      State to, Cause cause, String evidence, @Nullable Notice notice, long nowNs) {
    Transition transition = enter(to, cause, evidence, nowNs);
    return new Decision(List.of(new ResetConnections(), new RemoveAddresses()), transition, notice);
  }

  /** The only place that changes the state. */
  private Transition enter(State to, Cause cause, String evidence, long nowNs) {
    Transition transition = new Transition(state, to, cause, evidence);
    if (to == State.BACKUP && state == State.INITIALIZE) {
      watch.join(nowNs);
    } else if (to == State.BACKUP) {
      watch.listen(nowNs);
    }
    if (to == State.BACKUP) {
      probe.begin(nowNs, watch.nextDeadlineNs());
    }
    conflict.forget();
    state = to;
    stateSinceNs = nowNs;
    return transition;
  }
}
