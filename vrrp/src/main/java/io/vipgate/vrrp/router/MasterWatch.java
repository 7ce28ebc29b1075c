package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What a backup knows of its master, and until when it believes that there is one. */
final class MasterWatch {

  /** Why to take over, and the figures behind it. */
  record Verdict(Cause cause, String evidence) {}

  private record Heard(InetAddress source, int priority, long intervalNs, long atNs) {}

  private final RouterConfig config;
  private final Timers timers;

  private long masterIntervalNs;
  private long masterDownDueNs;
  private long listeningSinceNs;
  private @Nullable Heard last;
  private @Nullable String evidenceOfDeath;

  MasterWatch(RouterConfig config) {
    this.config = config;
    this.timers = config.timers();
    this.masterIntervalNs = config.advertIntervalNs();
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
    last = new Heard(source, priority, advertisement.advertIntervalNs(), nowNs);
    if (priority == Advertisement.PRIORITY_RESIGN) {
      masterDownDueNs = nowNs + timers.skewNs(masterIntervalNs);
    } else if (priority >= config.priority() || !config.preempt()) {
      masterIntervalNs = advertisement.advertIntervalNs();
      masterDownDueNs = nowNs + masterDownNs();
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
    masterDownDueNs = Math.min(masterDownDueNs, nowNs + timers.skewAfterDeathNs());
  }

  private long masterDownNs() {
    return timers.masterDownNs(masterIntervalNs);
  }

  boolean isMasterDown(long nowNs) {
    return masterDownDueNs <= nowNs;
  }

  long latenessNs(long nowNs) {
    return nowNs - masterDownDueNs;
  }

  long nextDeadlineNs() {
    return masterDownDueNs;
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
          last.source.getHostAddress() + " sent priority 0 " + agoText + " ago");
    }
    String master = Figures.router(last.source, last.priority);
    if (evidenceOfDeath != null) {
      return new Verdict(Cause.MASTER_DIED, master + ": " + evidenceOfDeath);
    }
    if (nowNs - last.atNs < Timers.silenceOfADeadMasterNs(last.intervalNs)) {
      return new Verdict(
          Cause.PREEMPTION,
          master + " advertised " + agoText + " ago, our priority is " + config.priority());
    }
    return new Verdict(Cause.MASTER_SILENT, "no advertisement from " + master + " for " + agoText);
  }
}
