package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What a backup knows of its master, and until when it believes that there is one. */
final class MasterWatch {

  /** Why to take over, and the figures behind it. */
  record Verdict(Cause cause, String evidence) {}

  /** A router that was heard; most often it is the same one again, and only the time is new. */
  private static final class Heard {
    private final InetAddress source;
    private final int priority;
    private final long intervalNs;
    private long atNs;

    Heard(InetAddress source, int priority, long intervalNs) {
      this.source = source;
      this.priority = priority;
      this.intervalNs = intervalNs;
    }

    boolean isOf(Advertisement advertisement, InetAddress otherSource) {
      return priority == advertisement.priority()
          && intervalNs == advertisement.advertIntervalNs()
          && source.equals(otherSource);
    }
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final RouterConfig config;
  private final Rank rank;

  private long masterIntervalNs;
  private long masterDownDueNs;
  private long listeningSinceNs;
  private long noClaimBeforeNs = Long.MIN_VALUE / 2;
  private long preemptionDueNs = NEVER;
  private @Nullable Heard last;
  private @Nullable String evidenceOfDeath;

  /** Of the router that was heard last, before it resigned. */
  private int priorityInOffice;

  private boolean hasParted;

  MasterWatch(RouterConfig config, Rank rank) {
    this.config = config;
    this.rank = rank;
    this.masterIntervalNs = config.advertIntervalNs();
  }

  /** Whatever is heard, claims nothing for the start-up delay. */
  void startUp(long nowNs) {
    noClaimBeforeNs = nowNs + config.delays().startupNs();
  }

  /** What is left of the start-up delay; negative once it is over. */
  long silenceLeftNs(long nowNs) {
    return noClaimBeforeNs - nowNs;
  }

  /** Joins the link: nobody's interval is known yet (RFC 9568 §6.4.1). */
  void join(long nowNs) {
    masterIntervalNs = config.advertIntervalNs();
    listen(nowNs);
  }

  /**
   * Forgets what was heard, and gives a master the full time to be heard. Its interval, once
   * learnt, stays: a master that advertises more slowly than we do needs longer.
   */
  void listen(long nowNs) {
    listeningSinceNs = nowNs;
    last = null;
    evidenceOfDeath = null;
    hasParted = false;
    preemptionDueNs = NEVER;
    masterDownDueNs = nowNs + masterDownNs();
  }

  /** The same for at least as long as {@link Timers#RETRY_ADVERTISING_NS}. */
  void listenBeforeRetry(long nowNs) {
    listen(nowNs);
    masterDownDueNs = Math.max(masterDownDueNs, nowNs + Timers.RETRY_ADVERTISING_NS);
  }

  /**
   * RFC 3768 §6.4.2, RFC 9568 §6.4.2. A master that we are to preempt does not restart the timer,
   * and one that resigns says nothing about intervals any more.
   */
  void hear(Advertisement advertisement, InetAddress source, long nowNs) {
    int priority = advertisement.priority();
    evidenceOfDeath = null;
    hasParted = false;
    if (last == null || !last.isOf(advertisement, source)) {
      last = new Heard(source, priority, advertisement.advertIntervalNs());
    }
    last.atNs = nowNs;
    if (priority == Advertisement.PRIORITY_RESIGN) {
      masterDownDueNs = nowNs + rank.timers().skewNs(masterIntervalNs);
      return;
    }
    priorityInOffice = priority;
    if (priority >= rank.priority() || !config.preempt()) {
      preemptionDueNs = NEVER;
      believe(advertisement, nowNs);
    } else if (config.delays().preemptNs() > 0) {
      bearWithLowerMaster(advertisement, nowNs);
    }
  }

  /**
   * The master's process died: as after a resignation only the skew is waited for, and a short one.
   */
  void mournIfMaster(InetAddress source, String evidence, long nowNs) {
    if (last == null
        || last.priority == Advertisement.PRIORITY_RESIGN
        || !last.source.equals(source)) {
      return;
    }
    evidenceOfDeath = evidence;
    masterDownDueNs =
        Math.min(masterDownDueNs, nowNs + rank.timers().skewAfterDeathNs(last.priority));
  }

  /**
   * The master has resigned, and its process said goodbye since: the addresses are free, and
   * nothing is waited for but that the next in rank comes first.
   */
  void succeedIfResigned(InetAddress source, long nowNs) {
    if (last == null
        || last.priority != Advertisement.PRIORITY_RESIGN
        || !last.source.equals(source)) {
      return;
    }
    hasParted = true;
    masterDownDueNs =
        Math.min(masterDownDueNs, nowNs + rank.timers().skewAfterDeathNs(priorityInOffice));
  }

  private void believe(Advertisement advertisement, long nowNs) {
    masterIntervalNs = advertisement.advertIntervalNs();
    masterDownDueNs = nowNs + masterDownNs();
  }

  /** For as long after we would have preempted it as the preemption delay has it. */
  private void bearWithLowerMaster(Advertisement advertisement, long nowNs) {
    if (preemptionDueNs == NEVER) {
      preemptionDueNs = masterDownDueNs + config.delays().preemptNs();
    }
    if (nowNs < preemptionDueNs) {
      believe(advertisement, nowNs);
      masterDownDueNs = Math.min(masterDownDueNs, preemptionDueNs);
    }
  }

  /** The address of the router that was heard last; null if none was since it listens. */
  @Nullable InetAddress lastHeard() {
    return last == null ? null : last.source;
  }

  /** Our rank has changed, and with it the skew that is part of the time being waited. */
  void rankChanged(Timers before) {
    if (evidenceOfDeath == null && !hasParted) {
      masterDownDueNs += rank.timers().skewNs(masterIntervalNs) - before.skewNs(masterIntervalNs);
    }
    preemptionDueNs = NEVER;
  }

  private long masterDownNs() {
    return rank.timers().masterDownNs(masterIntervalNs);
  }

  boolean isMasterDown(long nowNs) {
    return nextDeadlineNs() <= nowNs;
  }

  long latenessNs(long nowNs) {
    return nowNs - nextDeadlineNs();
  }

  long nextDeadlineNs() {
    return Math.max(masterDownDueNs, noClaimBeforeNs);
  }

  RouterSnapshot.@Nullable Master master() {
    return last == null || last.priority == Advertisement.PRIORITY_RESIGN
        ? null
        : new RouterSnapshot.Master(last.source, last.priority);
  }

  /** Only to be asked once {@link #isMasterDown}. */
  Verdict verdict(long nowNs) {
    if (last == null) {
      return new Verdict(
          Cause.NO_MASTER,
          "no advertisement for "
              + Figures.seconds(nowNs - listeningSinceNs)
              + " since listening began");
    }
    String agoText = Figures.seconds(nowNs - last.atNs);
    if (last.priority == Advertisement.PRIORITY_RESIGN) {
      return new Verdict(
          Cause.MASTER_RESIGNED,
          last.source.getHostAddress()
              + " sent priority 0 "
              + agoText
              + " ago"
              + (hasParted ? ", and said goodbye" : ""));
    }
    String master = Figures.router(last.source, last.priority);
    if (evidenceOfDeath != null) {
      return new Verdict(Cause.MASTER_DIED, master + ": " + evidenceOfDeath);
    }
    if (nowNs - last.atNs < Timers.silenceOfADeadMasterNs(last.intervalNs)) {
      return new Verdict(
          Cause.PREEMPTION,
          master + " advertised " + agoText + " ago, our priority is " + rank.priority());
    }
    return new Verdict(Cause.MASTER_SILENT, "no advertisement from " + master + " for " + agoText);
  }
}
