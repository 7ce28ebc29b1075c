package io.vipgate.vrrp.router;

import io.vipgate.vrrp.router.Action.AnnounceAddresses;
import java.util.concurrent.TimeUnit;

/** When a master announces the addresses, and how often. */
final class Announcements {

  /** Between two announcements while the kernel of a dead predecessor may still answer. */
  private static final long CONTESTED_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * Between two answers to another master's advertisements, which may come each 10 ms. What is due
   * meanwhile is made up for, so that ours is the last word.
   */
  private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(1);

  private static final long NEVER = Long.MAX_VALUE;
  private static final long NOT_YET = Long.MIN_VALUE / 2;

  private final Announcing settings;
  private final AnnounceAddresses burst;
  private final AnnounceAddresses refresh;
  private final AnnounceAddresses copy = new AnnounceAddresses(1);
  private long dueNs = NEVER;
  private boolean burstIsDue;

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
    if (nowNs < contestedUntilNs) {
      schedule(true, nowNs + CONTESTED_NS);
    } else if (settings.repeatNs() > 0) {
      schedule(true, nowNs + settings.repeatNs());
    } else {
      scheduleRefresh(nowNs);
    }
    return first(burst, nowNs);
  }

  /** Only to be asked for once it is due. */
  AnnounceAddresses due(long nowNs) {
    if (nowNs < dueNs) {
      return next(nowNs);
    }
    AnnounceAddresses announcement = burstIsDue ? burst : refresh;
    answeredNs = nowNs;
    if (nowNs < contestedUntilNs) {
      schedule(true, nowNs + CONTESTED_NS);
    } else {
      scheduleRefresh(nowNs);
    }
    return first(announcement, nowNs);
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
      schedule(true, Math.min(dueNs, answeredNs + ANSWER_NS));
      return false;
    }
    answeredNs = nowNs;
    return true;
  }

  private void scheduleRefresh(long nowNs) {
    schedule(false, settings.refreshNs() > 0 ? nowNs + settings.refreshNs() : NEVER);
  }

  private void schedule(boolean asBurst, long atNs) {
    burstIsDue = asBurst;
    dueNs = atNs;
  }
}
