package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import io.vipgate.vrrp.router.Action.InstallAddresses;
import io.vipgate.vrrp.router.Action.RenewAddresses;
import io.vipgate.vrrp.router.Action.SendAdvertisement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a master does and when: advertise, hold the addresses on lease, announce them.
 *
 * <p>The one rule behind it: the lease never reaches further than the last advertisement's effect
 * on the peers ({@link Timers}), so every start or renewal of it looks at the time of that
 * advertisement.
 */
final class MasterDuties {

  private static final long NEVER = Long.MAX_VALUE;

  /** So long ago that no clock overflows when it is subtracted. */
  private static final long NOT_YET = Long.MIN_VALUE / 2;

  /** What the last advertisement was for. */
  private enum Purpose {
    ROUTINE,
    /** To have whoever ranks above us take over. */
    OFFER,
    /** To have another master step back. */
    DEFENCE
  }

  private final Rank rank;

  private long lastSentNs = NOT_YET;
  private long leaseStartNs;
  private long sentBeforeNs = NOT_YET;
  private Purpose purpose = Purpose.ROUTINE;
  private Purpose purposeBefore = Purpose.ROUTINE;
  private boolean unheardInContest;
  private long advertDueNs = NEVER;
  private long renewalDueNs = NEVER;
  private final Announcements announcements;

  private final RoutineDecisions routine = new RoutineDecisions();

  MasterDuties(Rank rank, Announcing announcing) {
    this.rank = rank;
    this.announcements = new Announcements(announcing);
  }

  /**
   * Becoming master.
   *
   * <p>The advertisement goes first. Where a lower master still lives, it is what makes it let go
   * of the addresses, and slower backups restart their timers; an address installed before it would
   * be on two hosts. It delays the address by one system call. The announcement goes last: traffic
   * must not arrive before the address does.
   *
   * @param contestedUntilNs until when the kernel of a dead predecessor may answer for the
   *     addresses: they are announced again and again until then, since whoever asked it meanwhile
   *     must be told better
   */
  List<Action> assume(long contestedUntilNs, long nowNs) {
    List<Action> actions = new ArrayList<>();
    announcements.begin(contestedUntilNs);
    lastSentNs = NOT_YET; // Earlier terms prove nothing about this one.
    purpose = Purpose.ROUTINE;
    advertise(nowNs, actions);
    install(nowNs, actions);
    return actions;
  }

  /** Whether an advertisement or a renewal is due, or both, and nothing else. */
  boolean isRoutine(long nowNs) {
    return announcements.nextDeadlineNs() > nowNs && (renewalDueNs > nowNs || !isLeaseOver(nowNs));
  }

  /** The advertisement or the renewal that is due, or both. */
  Decision routine(long nowNs) {
    boolean renews = renewalDueNs <= nowNs;
    boolean scheduled = advertDueNs <= nowNs;
    boolean advertises = scheduled || (renews && leaseWouldOutliveAdvertisement(nowNs));
    if (advertises) {
      long intervalNs = rank.timers().advertIntervalNs();
      advertDueNs = scheduled ? following(advertDueNs, intervalNs, nowNs) : nowNs + intervalNs;
      noteSent(Purpose.ROUTINE, nowNs);
    }
    if (renews) {
      noteRenewed(nowNs);
    }
    return routine.of(advertises, renews, rank.advertisement(), rank.timers().leaseSeconds());
  }

  /** All that is due. */
  List<Action> perform(long nowNs) {
    List<Action> actions = new ArrayList<>();
    if (advertDueNs <= nowNs) {
      advertiseOnSchedule(nowNs, actions);
    }
    if (renewalDueNs <= nowNs) {
      renew(nowNs, actions);
    }
    if (announcements.nextDeadlineNs() <= nowNs) {
      actions.add(announcements.due(nowNs));
    }
    return actions;
  }

  /** Another master resigned: its backups must hear at once that there is one left. */
  List<Action> reassure(long nowNs) {
    List<Action> actions = new ArrayList<>();
    advertise(nowNs, actions);
    return actions;
  }

  /**
   * Offers the addresses to whoever ranks above us now, and holds them meanwhile: priority 0 has
   * every backup take over after its skew, and we step back as soon as one of them says so. Nobody
   * misses the addresses while they wait. If they all rank below us, our own skew is over first,
   * and an advertisement takes the offer back.
   */
  List<Action> offer(long nowNs) {
    List<Action> actions = new ArrayList<>();
    Advertisement resignation = rank.advertisement().withPriority(Advertisement.PRIORITY_RESIGN);
    send(resignation, Purpose.OFFER, nowNs, actions);
    advertDueNs = nowNs + rank.timers().skewNs(rank.timers().advertIntervalNs());
    return actions;
  }

  /**
   * Another master of lower rank claims the addresses: it must step back, and the switches must
   * learn us again.
   */
  List<Action> defend(long nowNs) {
    List<Action> actions = new ArrayList<>();
    advertise(Purpose.DEFENCE, nowNs, actions);
    if (announcements.isAnswerDue(nowNs)) {
      actions.add(announcements.now(nowNs));
    }
    return actions;
  }

  /** Someone who is no master claims the addresses: the neighbours must learn us again. */
  List<Action> announce(long nowNs) {
    return List.of(announcements.now(nowNs));
  }

  /** The addresses are gone. */
  List<Action> reinstall(long nowNs) {
    List<Action> actions = new ArrayList<>();
    advertiseIfLeaseWouldOutliveIt(nowNs, actions);
    install(nowNs, actions);
    return actions;
  }

  /**
   * The advertisement that was decided on last did not leave, and what claims the addresses after
   * it was left undone. The next one is due on the beat; a renewal that was left undone is made up
   * for by the next one, or the addresses are released first, before their lease is over.
   */
  void sendFailed() {
    lastSentNs = sentBeforeNs;
    unheardInContest = purpose == Purpose.DEFENCE || purposeBefore == Purpose.OFFER;
    purpose = purposeBefore;
  }

  /**
   * Whether the peers have not heard us for so long that it is better to step back in time; at once
   * where one of them is master too, or has just been offered to be, and does not hear that we are.
   */
  boolean isSilentForTooLong(long nowNs) {
    return unheardInContest || sinceLastSentNs(nowNs) >= rank.timers().toleratedSilenceNs();
  }

  /** Whether the fastest peer may have taken over since the last advertisement. */
  boolean isLate(long nowNs) {
    return sinceLastSentNs(nowNs) >= rank.timers().fastestTakeoverNs();
  }

  boolean isLeaseOver(long nowNs) {
    return sinceLeaseStartNs(nowNs) >= rank.timers().leaseNs();
  }

  long sinceLastSentNs(long nowNs) {
    return nowNs - lastSentNs;
  }

  long sinceLeaseStartNs(long nowNs) {
    return nowNs - leaseStartNs;
  }

  OptionalLong lastSentNs() {
    return lastSentNs == NOT_YET ? OptionalLong.empty() : OptionalLong.of(lastSentNs);
  }

  long nextDeadlineNs() {
    return Math.min(advertDueNs, Math.min(renewalDueNs, announcements.nextDeadlineNs()));
  }

  private void advertiseOnSchedule(long nowNs, List<Action> actions) {
    long scheduledNs = following(advertDueNs, rank.timers().advertIntervalNs(), nowNs);
    advertise(nowNs, actions);
    advertDueNs = scheduledNs;
  }

  private void advertise(long nowNs, List<Action> actions) {
    advertise(Purpose.ROUTINE, nowNs, actions);
  }

  private void advertise(Purpose newPurpose, long nowNs, List<Action> actions) {
    send(rank.advertisement(), newPurpose, nowNs, actions);
    advertDueNs = nowNs + rank.timers().advertIntervalNs();
  }

  private void send(
      Advertisement advertisement, Purpose newPurpose, long nowNs, List<Action> actions) {
    actions.add(new SendAdvertisement(advertisement));
    noteSent(newPurpose, nowNs);
  }

  private void noteSent(Purpose newPurpose, long nowNs) {
    sentBeforeNs = lastSentNs;
    lastSentNs = nowNs;
    purposeBefore = purpose;
    purpose = newPurpose;
  }

  private void renew(long nowNs, List<Action> actions) {
    advertiseIfLeaseWouldOutliveIt(nowNs, actions);
    if (isLeaseOver(nowNs)) {
      install(nowNs, actions);
      return;
    }
    actions.add(new RenewAddresses(rank.timers().leaseSeconds()));
    noteRenewed(nowNs);
  }

  private void noteRenewed(long nowNs) {
    leaseStartNs = nowNs;
    renewalDueNs = following(renewalDueNs, rank.timers().renewalNs(), nowNs);
  }

  private void install(long nowNs, List<Action> actions) {
    actions.add(new InstallAddresses(rank.timers().leaseSeconds()));
    leaseStartNs = nowNs;
    renewalDueNs = nowNs + rank.timers().renewalNs();
    actions.add(announcements.now(nowNs));
  }

  private void advertiseIfLeaseWouldOutliveIt(long nowNs, List<Action> actions) {
    if (leaseWouldOutliveAdvertisement(nowNs)) {
      advertise(nowNs, actions);
    }
  }

  private boolean leaseWouldOutliveAdvertisement(long nowNs) {
    return sinceLastSentNs(nowNs) > rank.timers().leaseWindowNs();
  }

  /**
   * One period after the previous due time, so that handling delays do not add up; after a longer
   * delay, from now.
   */
  private static long following(long dueNs, long periodNs, long nowNs) {
    long next = dueNs + periodNs;
    return next > nowNs ? next : nowNs + periodNs;
  }
}
