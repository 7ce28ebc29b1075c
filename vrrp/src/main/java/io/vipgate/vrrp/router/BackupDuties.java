package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;
import java.util.List;

/**
 * What a backup does and when: listen to its master, ask who has the addresses while it knows of
 * none, take over.
 */
final class BackupDuties {

  private final RouterConfig config;
  private final Rank rank;
  private final MasterWatch watch;
  private final DuplicateProbe probe;
  private final Changeover changeover;

  BackupDuties(
      RouterConfig config,
      Rank rank,
      MasterWatch watch,
      DuplicateProbe probe,
      Changeover changeover) {
    this.config = config;
    this.rank = rank;
    this.watch = watch;
    this.probe = probe;
    this.changeover = changeover;
  }

  long nextDeadlineNs() {
    return Math.min(watch.nextDeadlineNs(), probe.nextDeadlineNs());
  }

  Decision hear(Advertisement advertisement, InetAddress source, long nowNs) {
    watch.hear(advertisement, source, nowNs);
    probe.end();
    if (advertisement.advertIntervalNs() == config.advertIntervalNs()) {
      return Decision.NONE;
    }
    String evidence = Evidence.intervalDiffers(advertisement, source, config.advertIntervalNs());
    return new Decision(List.of(), null, new Notice(Notice.Kind.INTERVAL_DIFFERS, evidence));
  }

  /** Someone says that he has an address; of a master that is heard, it says nothing new. */
  void addressClaimed(String evidence, long nowNs) {
    if (watch.master() == null) {
      probe.answered(evidence, nowNs);
    }
  }

  Decision timerExpired(long nowNs) {
    if (watch.isMasterDown(nowNs)) {
      return masterDown(nowNs);
    }
    return probe.isDue(nowNs) ? probe.ask(nowNs) : Decision.NONE;
  }

  private Decision masterDown(long nowNs) {
    long latenessNs = watch.latenessNs(nowNs);
    if (latenessNs > rank.timers().toleratedLatenessNs()) {
      listenAgain(nowNs);
      String evidence = Evidence.takeoverPostponed(latenessNs, rank.timers());
      return new Decision(List.of(), null, new Notice(Notice.Kind.TAKEOVER_POSTPONED, evidence));
    }
    MasterWatch.Verdict verdict = watch.verdict(nowNs);
    String duplicate = verdict.cause() == Cause.NO_MASTER ? probe.answer() : null;
    Notice inUse = duplicate == null ? null : new Notice(Notice.Kind.ADDRESS_IN_USE, duplicate);
    if (inUse != null && probe.forbids()) {
      listenAgain(nowNs);
      return new Decision(List.of(), null, inUse);
    }
    Decision claim = changeover.becomeMaster(verdict.cause(), verdict.evidence(), nowNs);
    return new Decision(claim.actions(), claim.transition(), inUse);
  }

  private void listenAgain(long nowNs) {
    watch.listen(nowNs);
    probe.begin(nowNs, watch.nextDeadlineNs());
  }
}
