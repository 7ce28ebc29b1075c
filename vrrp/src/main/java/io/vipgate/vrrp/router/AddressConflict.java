package io.vipgate.vrrp.router;

import java.util.concurrent.TimeUnit;

/**
 * Someone else's claims, by ARP or neighbour discovery, to addresses that this router holds (RFC
 * 5227 §2.4). They are answered, since whoever heard them must be told better, and no more often
 * than once in the defence interval, since a network in which two hosts shout at each other is
 * worse than one in which an address is wrong. There is always an answer after the last claim.
 */
final class AddressConflict {

  /**
   * How long a claim waits for its answer. The claim of a router that takes over arrives beside its
   * advertisement: that must be heard first, and makes us step back without a word.
   */
  private static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(50);

  /** After which without claims it is over: a host says where it is about once a minute. */
  private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(90);

  private static final long NEVER = Long.MAX_VALUE;
  private static final long NOT_YET = Long.MIN_VALUE / 2;

  private final long defenceNs;
  private String evidence = "";
  private boolean known;
  private long defenceDueNs = NEVER;
  private long defendedNs = NOT_YET;
  private long overNs = NEVER;

  /**
   * @param defenceNs between two answers at least
   */
  AddressConflict(long defenceNs) {
    this.defenceNs = defenceNs;
  }

  /** A term begins: nothing is known of earlier claims. */
  void forget() {
    known = false;
    defenceDueNs = NEVER;
    overNs = NEVER;
  }

  void claimed(String newEvidence, long nowNs) {
    evidence = newEvidence;
    overNs = nowNs + QUIET_NS;
    if (defenceDueNs == NEVER) {
      defenceDueNs = Math.max(nowNs + GRACE_NS, defendedNs + defenceNs);
    }
  }

  long nextDeadlineNs() {
    return Math.min(defenceDueNs, overNs);
  }

  /** Only to be asked once it is due: what there is to say; the addresses are to be announced. */
  Notice due(long nowNs) {
    if (defenceDueNs > nowNs) {
      forget();
      return new Notice(Notice.Kind.CONFLICT_OVER, "the last one was: " + evidence);
    }
    Notice.Kind kind = known ? Notice.Kind.ADDRESS_DEFENDED : Notice.Kind.ADDRESS_CONFLICT;
    known = true;
    defendedNs = nowNs;
    defenceDueNs = NEVER;
    return new Notice(kind, evidence);
  }
}
