package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router: RFC 3768 §6.4 and RFC 9568 §6.4, with the deviations of keepalived 2.2.7 (a
 * master answers an advertisement of lower rank at once, and announces the addresses again) and
 * these of our own:
 *
 * <ul>
 *   <li>The addresses are leased, and the lease of a silent holder is over before a peer takes over
 *       for its silence ({@link Timers}).
 *   <li>A master that was held up for so long that a peer may have taken over steps back and
 *       listens; so does a backup whose timer expired too long ago. Neither sends anything before
 *       it has listened.
 *   <li>A master whose advertisements do not leave this host steps back before its peers, which
 *       hear nothing, take over; and it claims no address after an advertisement that failed.
 *   <li>A master whose priority falls offers the addresses at once ({@link MasterDuties#offer}),
 *       where keepalived waits for its peers to find out.
 *   <li>Whoever starts, or starts to listen, removes the addresses first: a predecessor that died
 *       may have left them behind.
 * </ul>
 *
 * <p>Not thread-safe: it belongs to the control loop, which should hand over received
 * advertisements before expired timers.
 */
public final class VirtualRouter {

  private static final long NEVER = Long.MAX_VALUE;

  private final RouterConfig config;
  private final Rank rank;
  private final MasterDuties duties;
  private final MasterWatch watch;
  private final AddressConflict conflict;
  private final Changeover changeover;
  private final Participation participation;
  private final BackupDuties backup;

  private long lastSeenNs = NEVER;

  public VirtualRouter(RouterConfig config) {
    this.config = config;
    this.rank = new Rank(config);
    this.duties = new MasterDuties(rank, config.claims().announcing());
    this.watch = new MasterWatch(config, rank);
    this.conflict = new AddressConflict(config.claims().announcing().defenceNs());
    DuplicateProbe probe = new DuplicateProbe(config.claims().duplicates());
    this.changeover = new Changeover(rank, duties, watch, probe, conflict);
    this.participation = new Participation(config, rank, watch, changeover);
    this.backup = new BackupDuties(config, rank, watch, probe, changeover);
  }

  /**
   * Handles one event.
   *
   * @param nowNs a monotonic clock far from overflow, the same one for all calls, never going back.
   *     It should count the time for which the machine was suspended ({@code CLOCK_BOOTTIME}), or a
   *     resumed master does not know that it is late
   */
  public Decision on(Event event, long nowNs) {
    if (event instanceof Event.TimerExpired) {
      return timerExpired(nowNs);
    }
    if (event instanceof Event.Start) {
      return participation.start(nowNs);
    }
    if (event instanceof Event.Stop) {
      return participation.stop(nowNs);
    }
    if (event instanceof Event.InterfaceUp) {
      return participation.interfaceUp(nowNs);
    }
    if (event instanceof Event.InterfaceDown down) {
      return participation.interfaceDown(down.evidence(), nowNs);
    }
    if (event instanceof Event.AdvertisementReceived received) {
      return received(received.advertisement(), received.source(), nowNs);
    }
    if (event instanceof Event.SendFailed failed) {
      return sendFailed(failed.evidence(), nowNs);
    }
    if (event instanceof Event.RouterDied died) {
      return routerDied(died, nowNs);
    }
    if (event instanceof Event.RouterParted parted) {
      return routerParted(parted, nowNs);
    }
    if (event instanceof Event.AddressLost lost) {
      return addressLost(lost.address(), nowNs);
    }
    if (event instanceof Event.AddressClaimed claimed) {
      return addressClaimed(claimed.evidence(), nowNs);
    }
    if (event instanceof Event.FaultRaised fault) {
      return participation.faultRaised(fault.cause(), fault.evidence(), nowNs);
    }
    if (event instanceof Event.FaultCleared cleared) {
      return participation.faultCleared(cleared.evidence(), nowNs);
    }
    if (event instanceof Event.PriorityChanged changed) {
      return priorityChanged(changed.priority(), changed.reason(), nowNs);
    }
    if (event instanceof Event.TakeOver takeOver) {
      return takeOver(takeOver.cause(), takeOver.evidence(), nowNs);
    }
    if (event instanceof Event.StepBack stepBack) {
      return stepBack(stepBack.cause(), stepBack.evidence(), nowNs);
    }
    throw new IllegalStateException(
        "event: value: " + event + " (expected: one that is handled here)");
  }

  /** When {@link Event.TimerExpired} is due; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return switch (changeover.state()) {
      case INITIALIZE -> NEVER;
      case BACKUP -> backup.nextDeadlineNs();
      case MASTER -> Math.min(duties.nextDeadlineNs(), conflict.nextDeadlineNs());
    };
  }

  public State state() {
    return changeover.state();
  }

  public RouterConfig config() {
    return config;
  }

  public RouterSnapshot snapshot() {
    return new RouterSnapshot(state(), master(), duties.lastSentNs(), lastSeenNs());
  }

  private OptionalLong lastSeenNs() {
    return lastSeenNs == NEVER ? OptionalLong.empty() : OptionalLong.of(lastSeenNs);
  }

  private RouterSnapshot.@Nullable Master master() {
    return switch (changeover.state()) {
      case INITIALIZE -> null;
      case BACKUP -> watch.master();
      case MASTER -> new RouterSnapshot.Master(config.localAddress(), rank.priority());
    };
  }

  private Decision stepBack(Cause cause, String evidence, long nowNs) {
    return state() == State.MASTER && !duties.isLate(nowNs)
        ? changeover.resign(State.BACKUP, cause, evidence, nowNs)
        : changeover.stepBackIfLate(nowNs);
  }

  private Decision takeOver(Cause cause, String evidence, long nowNs) {
    return state() == State.BACKUP
        ? changeover.becomeMaster(cause, evidence, nowNs)
        : changeover.stepBackIfLate(nowNs);
  }

  private Decision priorityChanged(int priority, String reason, long nowNs) {
    int before = rank.priority();
    Timers timersBefore = rank.timers();
    rank.change(priority, reason);
    watch.rankChanged(timersBefore);
    if (changeover.isLateMaster(nowNs)) {
      return changeover.stepBackIfLate(nowNs);
    }
    if (priority == before) {
      return Decision.NONE;
    }
    boolean offers = state() == State.MASTER && priority < before;
    Notice notice =
        new Notice(Notice.Kind.PRIORITY_CHANGED, Evidence.priorityChanged(before, rank, offers));
    return new Decision(offers ? duties.offer(nowNs) : List.of(), null, notice);
  }

  private Decision received(Advertisement advertisement, InetAddress source, long nowNs) {
    if (state() == State.INITIALIZE) {
      return Decision.NONE;
    }
    lastSeenNs = nowNs;
    if (state() == State.BACKUP) {
      return backup.hear(advertisement, source, nowNs);
    }
    if (duties.isLate(nowNs)) {
      Decision stepBack = changeover.stepBackIfLate(nowNs);
      watch.hear(advertisement, source, nowNs);
      return stepBack;
    }
    return receivedAsMaster(advertisement, source, nowNs);
  }

  /** The death of others says nothing about this router; while master, there is no other one. */
  private Decision routerDied(Event.RouterDied died, long nowNs) {
    if (state() == State.BACKUP) {
      watch.mournIfMaster(died.source(), died.evidence(), nowNs);
    }
    return changeover.stepBackIfLate(nowNs);
  }

  private Decision routerParted(Event.RouterParted parted, long nowNs) {
    if (state() == State.BACKUP) {
      watch.succeedIfResigned(parted.source(), nowNs);
    }
    return changeover.stepBackIfLate(nowNs);
  }

  private Decision receivedAsMaster(Advertisement advertisement, InetAddress source, long nowNs) {
    if (advertisement.priority() == Advertisement.PRIORITY_RESIGN) {
      return new Decision(duties.reassure(nowNs), null, null);
    }
    String evidence = Evidence.anotherMaster(advertisement, source, rank);
    Cause cause = rank.superiority(advertisement.priority(), source);
    if (cause == null) {
      boolean isNews = !changeover.isLastWord(source, advertisement.advertIntervalNs(), nowNs);
      Notice notice = isNews ? new Notice(Notice.Kind.SECOND_MASTER, evidence) : null;
      return new Decision(duties.defend(nowNs), null, notice);
    }
    Decision decision = changeover.yieldTo(source, cause, evidence, nowNs);
    watch.hear(advertisement, source, nowNs);
    return decision;
  }

  /** One failure may pass; nobody has heard of a term that begins with one. */
  private Decision sendFailed(String evidence, long nowNs) {
    if (state() != State.MASTER) {
      return Decision.NONE;
    }
    duties.sendFailed();
    if (!duties.isSilentForTooLong(nowNs)) {
      return Decision.NONE;
    }
    Decision decision =
        changeover.leaveMaster(State.BACKUP, Cause.CANNOT_ADVERTISE, evidence, null, nowNs);
    watch.listenBeforeRetry(nowNs);
    return decision;
  }

  private Decision timerExpired(long nowNs) {
    return switch (changeover.state()) {
      case INITIALIZE -> Decision.NONE;
      case BACKUP -> backup.timerExpired(nowNs);
      case MASTER -> masterTimerExpired(nowNs);
    };
  }

  private Decision masterTimerExpired(long nowNs) {
    if (duties.isLate(nowNs)) {
      return changeover.stepBackIfLate(nowNs);
    }
    if (conflict.nextDeadlineNs() <= nowNs) {
      return new Decision(duties.announce(nowNs), null, conflict.due(nowNs));
    }
    if (duties.isRoutine(nowNs)) {
      return duties.routine(nowNs);
    }
    Notice notice = duties.isLeaseOver(nowNs) ? leaseExpired(nowNs) : null;
    return new Decision(duties.perform(nowNs), null, notice);
  }

  private Decision addressClaimed(String evidence, long nowNs) {
    if (state() == State.BACKUP) {
      backup.addressClaimed(evidence, nowNs);
    }
    if (state() == State.MASTER && !duties.isLate(nowNs)) {
      conflict.claimed(evidence, nowNs);
    }
    return changeover.stepBackIfLate(nowNs);
  }

  private Decision addressLost(InetAddress address, long nowNs) {
    if (state() != State.MASTER || duties.isLate(nowNs) || !config.held().contains(address)) {
      return changeover.stepBackIfLate(nowNs);
    }
    Notice notice =
        duties.isLeaseOver(nowNs)
            ? leaseExpired(nowNs)
            : new Notice(
                Notice.Kind.ADDRESS_LOST, address.getHostAddress() + " is not on the interface");
    return new Decision(duties.reinstall(nowNs), null, notice);
  }

  private Notice leaseExpired(long nowNs) {
    String evidence = Evidence.leaseExpired(duties.sinceLeaseStartNs(nowNs), rank.timers());
    return new Notice(Notice.Kind.LEASE_EXPIRED, evidence);
  }
}
