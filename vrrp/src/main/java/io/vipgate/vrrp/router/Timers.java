package io.vipgate.vrrp.router;

import java.util.concurrent.TimeUnit;

/**
 * The exact arithmetic of one virtual router's timers, version 2. All results are in nanoseconds
 * unless named otherwise.
 *
 * <p>With {@code A} the advertisement interval:
 *
 * <pre>
 *                                                A = 1 s      A = 3 s
 *  skew             (256 - priority) / 256 s     priority 100: 0.609375 s, 254: 0.007812500 s
 *  master down      3 A + skew                   3.609375 s   9.609375 s   (priority 100)
 *  fastest takeover 3 A                          3.000 s      9.000 s
 *  lease            2 A, whole seconds           2 s          6 s
 *  lease over       lease + at most 0.3 s        2.3 s        6.3 s        after its last renewal
 *  renewal          lease / 4                    0.500 s      1.500 s
 *  lease window     fastest takeover - lease over  0.700 s    2.700 s      after the last advertisement
 * </pre>
 *
 * <p><b>Why the lease is safe.</b> Peers count from our last advertisement, and none of them takes
 * over in less than three intervals. The lease is only started or renewed within the lease window
 * after an advertisement (later than that, another advertisement goes out first), so whenever this
 * process dies or freezes, window + lease + the kernel's lag has passed, and the addresses are
 * gone, before the fastest peer takes over. With advertisements each second the addresses outlive
 * their holder by at most 2.3 s. Renewing four times a lease tolerates two lost wakeups, with a
 * quarter of the lease to spare.
 *
 * <p><b>Where it is not.</b> A peer that lost our last advertisements, or that is about to preempt
 * us and so does not wait for silence, does not count from them. Should we die or freeze just then,
 * the addresses are on two hosts until the lease is over.
 *
 * @param priority 1 to 255
 * @param advertIntervalNs nanoseconds between advertisements, at least 1 s in version 2
 */
public record Timers(int priority, long advertIntervalNs) {

  /** After which the addresses are announced once more (keepalived's {@code garp_master_delay}). */
  public static final long ANNOUNCE_REPEAT_NS = TimeUnit.SECONDS.toNanos(5);

  /**
   * How much later than its {@code valid_lft} Linux removes an IPv4 address at most. Measured: 1 s
   * takes 1.0 to 1.3 s, 2 s takes 2.0 to 2.3 s, 3 s takes 3.1 to 3.3 s.
   */
  static final long KERNEL_LEASE_LAG_NS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final int SKEW_STEPS = 256;
  private static final int MISSED_ADVERTISEMENTS = 3;
  private static final int INTERVALS_PER_LEASE = 2;
  private static final int RENEWALS_PER_LEASE = 4;

  /**
   * How much longer than its faster peers this router waits (RFC 3768 §6.1, Skew_Time); exact to
   * the nanosecond.
   */
  public long skewNs() {
    return (SKEW_STEPS - priority) * (SECOND_NS / SKEW_STEPS);
  }

  /** How long a silent master is believed to be alive (RFC 3768 §6.1, Master_Down_Interval). */
  public long masterDownNs() {
    return fastestTakeoverNs() + skewNs();
  }

  /**
   * The lower bound of every peer's {@link #masterDownNs}: silent for as long as this, we may have
   * been replaced.
   */
  public long fastestTakeoverNs() {
    return MISSED_ADVERTISEMENTS * advertIntervalNs;
  }

  /**
   * How late a backup may act on an expired master-down timer. Within one interval of the deadline
   * a living master would have sent at most one more advertisement, and the loop, which drains its
   * input first, would have seen it. After more than that the backup was frozen, not waiting: what
   * it knows is older than the silence that it is to prove.
   */
  public long toleratedLatenessNs() {
    return advertIntervalNs;
  }

  /** The {@code valid_lft} of the addresses: two intervals, in whole seconds, at least one. */
  public int leaseSeconds() {
    return (int) Math.max(1, INTERVALS_PER_LEASE * advertIntervalNs / SECOND_NS);
  }

  /** {@link #leaseSeconds} in nanoseconds. */
  public long leaseNs() {
    return leaseSeconds() * SECOND_NS;
  }

  /** The time between two renewals of the lease. */
  public long renewalNs() {
    return leaseNs() / RENEWALS_PER_LEASE;
  }

  /**
   * How long after the last advertisement the lease may be started or renewed without another one.
   *
   * <p>Below whole-second intervals no lease is short enough, and the window is one renewal.
   */
  public long leaseWindowNs() {
    return Math.max(renewalNs(), fastestTakeoverNs() - leaseNs() - KERNEL_LEASE_LAG_NS);
  }
}
