package io.vipgate.vrrp.router;

import io.vipgate.vrrp.router.Action.ProbeAddresses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks, while nobody is known to be master, whether someone has the addresses nevertheless (RFC
 * 5227 §2.1.1): a host that was given one by hand, or a master whose advertisements do not get
 * here. It asks while the router listens anyway, so that it costs no time.
 *
 * <p>It does not while a predecessor's lease may not be over yet: that kernel answers, although
 * nobody advertises, and a successor that had to step back for a moment would wait for it.
 */
final class DuplicateProbe {

  /** PROBE_NUM of RFC 5227. */
  private static final int PROBES = 3;

  private static final Decision PROBE = new Decision(List.of(new ProbeAddresses()), null, null);
  private static final long NEVER = Long.MAX_VALUE;

  private final DuplicateCheck check;
  private int left;
  private long periodNs;
  private long dueNs = NEVER;
  private long predecessorUntilNs = Long.MIN_VALUE;
  private @Nullable String answer;

  DuplicateProbe(DuplicateCheck check) {
    this.check = check;
  }

  /**
   * Begins to ask: in the first half of the time, so that answers have the second.
   *
   * @param untilNs when the addresses will be claimed
   */
  void begin(long nowNs, long untilNs) {
    answer = null;
    if (check == DuplicateCheck.OFF || nowNs < predecessorUntilNs) {
      return;
    }
    left = PROBES;
    periodNs = Math.max(0, untilNs - nowNs) / (2 * (PROBES - 1));
    dueNs = nowNs;
  }

  /** The addresses are taken from a master that may hold them until then, and not for longer. */
  void succeed(long untilNs) {
    predecessorUntilNs = untilNs;
  }

  /** When the lease of the last one that died or froze is over for certain. */
  long predecessorUntilNs() {
    return predecessorUntilNs;
  }

  /** There is a master: it is the one who has the addresses. */
  void end() {
    dueNs = NEVER;
    answer = null;
  }

  long nextDeadlineNs() {
    return dueNs;
  }

  boolean isDue(long nowNs) {
    return dueNs <= nowNs;
  }

  Decision ask(long nowNs) {
    left--;
    dueNs = left == 0 ? NEVER : nowNs + periodNs;
    return PROBE;
  }

  void answered(String evidence, long nowNs) {
    if (nowNs >= predecessorUntilNs) {
      answer = evidence;
    }
  }

  /** Who has an address; null if nobody said so. */
  @Nullable String answer() {
    return answer;
  }

  /** Whether that keeps this router from claiming the addresses. */
  boolean forbids() {
    return answer != null && check == DuplicateCheck.REFUSE;
  }
}
