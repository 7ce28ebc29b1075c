package io.vipgate.vrrp.router;

import io.vipgate.vrrp.router.Action.AnnounceAddresses;
import java.util.concurrent.TimeUnit;

/** When a master announces the addresses, and how often. */
final class Announcements {

  /** Between two announcements while the kernel of a dead predecessor may still answer. */
  private static final long CONTESTED_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * Linux takes no other hardware address for a neighbour within a second of the last change
   * (locktime, arp(7)). Where the addresses went to and fro in that second, or a predecessor's
   * kernel had the last word, the neighbours believe the wrong one until they are told once more.
   */
  private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(1100);

  /**
   * Between two answers to another master's advertisements, which may come each 10 ms. What is due
   * meanwhile is made up for, so that ours is the last word, and one that the neighbours hear.
   */
  private static final long ANSWER_NS = SETTLE_NS;

  /** What is due next. */
  private enum Step {
    BURST,
    /** Once the neighbours listen again. */
    SETTLE,
    /** Once switch ports forward. */
    REPEAT,
    REFRESH
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final long NOT_YET = Long.MIN_VALUE / 2;

  private final Announcing settings;
  private final AnnounceAddresses burst;
  private final AnnounceAddresses refresh;
  private final AnnounceAddresses copy = new AnnounceAddresses(1);
  private long dueNs = NEVER;
  private Step step = Step.BURST;

  /** Of an announcement that has begun: how many copies are left, and when the next one is due. */
  private int copiesLeft;

  private long copyDueNs = NEVER;
  private long answeredNs = NOT_YET;
  private long contestedUntilNs = NOT_YET;

  Announcements(Announcing settings) {
    this.settings = settings;
    this.burst = new AnnounceAddresses(settings.copies());
    this.refresh = new AnnounceAddresses(settings.refreshCopies());
  }

  /**
   * A term begins.
   *
   * @param untilNs until when the kernel of a dead predecessor may answer for the addresses: they
   *     are announced again and again until then, since whoever asked it meanwhile must be told
   *     better
   */
  void begin(long untilNs) {
    contestedUntilNs = untilNs;
    answeredNs = NOT_YET;
    copyDueNs = NEVER;
  }

  long nextDeadlineNs() {
    return Math.min(dueNs, copyDueNs);
  }

  /** The addresses have just been installed, or someone else has claimed them. */
  AnnounceAddresses now(long nowNs) {
    scheduleAfterBurst(nowNs);
    return first(burst, nowNs);
  }

  /** Only to be asked for once it is due. */
  AnnounceAddresses due(long nowNs) {
    if (nowNs < dueNs) {
      return next(nowNs);
    }
    answeredNs = nowNs;
    AnnounceAddresses announcement = step == Step.REFRESH ? refresh : burst;
    switch (step) {
      case BURST -> scheduleAfterBurst(nowNs);
      case SETTLE -> schedule(Step.REPEAT, nowNs + settings.repeatNs() - SETTLE_NS);
      case REPEAT, REFRESH -> scheduleRefresh(nowNs);
    }
    return first(announcement, nowNs);
  }

  private void scheduleAfterBurst(long nowNs) {
    if (nowNs < contestedUntilNs) {
      schedule(Step.BURST, nowNs + CONTESTED_NS);
    } else if (settings.repeatNs() > SETTLE_NS) {
      schedule(Step.SETTLE, nowNs + SETTLE_NS);
    } else if (settings.repeatNs() > 0) {
      schedule(Step.REPEAT, nowNs + settings.repeatNs());
    } else {
      scheduleRefresh(nowNs);
    }
  }

  private AnnounceAddresses first(AnnounceAddresses announcement, long nowNs) {
    if (settings.spacingNs() == 0) {
      return announcement;
    }
    copiesLeft = announcement.copies();
    return next(nowNs);
  }

  private AnnounceAddresses next(long nowNs) {
    copiesLeft--;
    copyDueNs = copiesLeft > 0 ? nowNs + settings.spacingNs() : NEVER;
    return copy;
  }

  /** Whether to answer another master's advertisement at once; else it is answered later. */
  boolean isAnswerDue(long nowNs) {
    if (nowNs - answeredNs < ANSWER_NS) {
      schedule(Step.BURST, Math.min(dueNs, answeredNs + ANSWER_NS));
      return false;
    }
    answeredNs = nowNs;
    return true;
  }

  private void scheduleRefresh(long nowNs) {
    schedule(Step.REFRESH, settings.refreshNs() > 0 ? nowNs + settings.refreshNs() : NEVER);
  }

  private void schedule(Step next, long atNs) {
    step = next;
    dueNs = atNs;
  }
}
