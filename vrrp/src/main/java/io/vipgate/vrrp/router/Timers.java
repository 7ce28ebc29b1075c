package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.VrrpVersion;
import java.util.concurrent.TimeUnit;

/**
 * The exact arithmetic of one virtual router's timers (RFC 3768 §6.1, RFC 9568 §6.1). All results
 * are in nanoseconds unless named otherwise.
 *
 * <p>With {@code A} our own advertisement interval, and {@code M} the master's, which in version 2
 * is the same:
 *
 * <pre>
 *                                           version 2     version 3
 *                                           A = 1 s       A = 1 s       A = 100 ms
 *  skew             (256 - priority) / 256  0.609375 s    0.609375 s    0.0609375 s  priority 100
 *                   of 1 s in version 2, of M in version 3
 *  master down      3 M + skew              3.609375 s    3.609375 s    0.3609375 s  priority 100
 *  fastest takeover 3 A                     3.000 s       3.000 s       0.300 s
 *  silence          1.5 A                   1.500 s       1.500 s       0.150 s
 *  lease            2 A, whole seconds      2 s           2 s           1 s, the least there is
 *  lease over       lease + at most 0.3 s   2.3 s         2.3 s         1.3 s    after its last renewal
 *  renewal          lease / 4, or / 2       0.500 s       0.500 s       0.500 s
 *  lease window     fastest takeover        0.700 s       0.700 s       none     after the last
 *                   - lease over                                                 advertisement
 * </pre>
 *
 * <p><b>Why the lease is safe.</b> Peers count from our last advertisement, with the interval that
 * it names, and none of them takes over in less than three intervals. The lease is only started or
 * renewed within the lease window after an advertisement (later than that, another advertisement
 * goes out first), so whenever this process dies or freezes, window + lease + the kernel's lag has
 * passed, and the addresses are gone, before the fastest peer takes over. With advertisements each
 * second the addresses outlive their holder by at most 2.3 s. Renewing four times a lease tolerates
 * two lost wakeups, with a quarter of the lease to spare.
 *
 * <p><b>Where it is not.</b> The kernel counts leases in whole seconds. Three intervals must be
 * longer than the shortest lease and its lag: {@linkplain #isLeaseOverInTime not so below 440 ms}.
 * With shorter intervals the addresses of a holder that died or froze are on two hosts from the
 * takeover until the lease is over, up to 1.3 s after its last renewal. And a peer that lost our
 * last advertisements, or that is about to preempt us and so does not wait for silence, does not
 * count from them. Should we die or freeze just then, it is the same.
 *
 * <p>Where three intervals are at most half a lease, it is renewed twice instead of four times: who
 * is held up for the other half has lost its role before, and what was renewed longer ago is gone
 * sooner.
 *
 * @param priority 1 to 255
 * @param advertIntervalNs nanoseconds between our own advertisements, as {@link
 *     VrrpVersion#canAdvertise} has it
 */
public record Timers(VrrpVersion version, int priority, long advertIntervalNs) {

  /**
   * How long a router whose advertisements did not leave waits at least before it tries to become
   * master again, lest it fails several times a second.
   */
  public static final long RETRY_ADVERTISING_NS = TimeUnit.SECONDS.toNanos(5);

  /**
   * How much later than its {@code valid_lft} Linux removes an IPv4 address at most. Measured: 1 s
   * takes 1.0 to 1.3 s, 2 s takes 2.0 to 2.3 s, 3 s takes 3.1 to 3.3 s.
   */
  static final long KERNEL_LEASE_LAG_NS = TimeUnit.MILLISECONDS.toNanos(300);

  /**
   * A busy machine of two cores holds a thread up for so long now and then: a garbage collection,
   * and a few time slices of others.
   */
  static final long ORDINARY_LATENESS_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long SKEW_STEP_AFTER_DEATH_NS = TimeUnit.MICROSECONDS.toNanos(100);

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  private static final int SKEW_STEPS = 256;
  private static final int MISSED_ADVERTISEMENTS = 3;
  private static final int INTERVALS_PER_LEASE = 2;
  private static final int RENEWALS_PER_LEASE = 4;
  private static final int RENEWALS_PER_LONG_LEASE = 2;

  /**
   * How much longer than the fastest of its peers this router waits (Skew_Time); rounded down to
   * the nanosecond.
   *
   * @param masterIntervalNs the interval that the master advertised last
   */
  public long skewNs(long masterIntervalNs) {
    long wholeNs =
        switch (version) {
          case V2 -> SECOND_NS;
          case V3 -> masterIntervalNs;
        };
    return (SKEW_STEPS - priority) * wholeNs / SKEW_STEPS;
  }

  /**
   * The skew when the master is known to be dead, or gone with a goodbye: 0.1 ms for each priority
   * between its and ours, so that it is short whatever the interval, and the backup next in rank is
   * the first.
   */
  public long skewAfterDeathNs(int masterPriority) {
    return Math.max(0, masterPriority - priority) * SKEW_STEP_AFTER_DEATH_NS;
  }

  /**
   * How long a silent master is believed to be alive (Master_Down_Interval).
   *
   * @param masterIntervalNs the interval that the master advertised last
   */
  public long masterDownNs(long masterIntervalNs) {
    return silenceOfADeadMasterNs(masterIntervalNs) + skewNs(masterIntervalNs);
  }

  /** How long a master that advertises at this interval must be silent for anyone to replace it. */
  static long silenceOfADeadMasterNs(long masterIntervalNs) {
    return MISSED_ADVERTISEMENTS * masterIntervalNs;
  }

  /**
   * The lower bound of every peer's {@link #masterDownNs} while we are master: silent for as long
   * as this, we may have been replaced.
   */
  public long fastestTakeoverNs() {
    return silenceOfADeadMasterNs(advertIntervalNs);
  }

  /**
   * How long a master goes on although its advertisements do not leave this host. One failure may
   * pass, and is retried an interval later. At the second one, half an interval before the next
   * retry could still be late, there is time left to release the addresses before a peer takes
   * over.
   */
  public long toleratedSilenceNs() {
    return fastestTakeoverNs() - advertIntervalNs - advertIntervalNs / 2;
  }

  /**
   * How late a backup may act on an expired master-down timer: one interval, or what is ordinary on
   * a busy machine, whichever is longer.
   *
   * <p>A backup whose thread was held up loses nothing: the loop drains its input first, and finds
   * there what a living master sent meanwhile. One whose machine was suspended does lose it, and
   * must not take the silence for proof. Suspensions last longer than this; and where one does not,
   * a living master is heard within one more interval.
   */
  public long toleratedLatenessNs() {
    return Math.max(advertIntervalNs, ORDINARY_LATENESS_NS);
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
    boolean isLong = RENEWALS_PER_LONG_LEASE * fastestTakeoverNs() <= leaseNs();
    return leaseNs() / (isLong ? RENEWALS_PER_LONG_LEASE : RENEWALS_PER_LEASE);
  }

  /**
   * Whether the addresses of a dead holder are gone before a peer takes over. Needs an interval of
   * at least 440 ms, because the kernel's leases are whole seconds.
   */
  public boolean isLeaseOverInTime() {
    return leaseNs() + KERNEL_LEASE_LAG_NS < fastestTakeoverNs();
  }

  /**
   * How long after the last advertisement the lease may be started or renewed without another one;
   * a quarter of it where no lease is short enough.
   */
  public long leaseWindowNs() {
    return isLeaseOverInTime()
        ? fastestTakeoverNs() - leaseNs() - KERNEL_LEASE_LAG_NS
        : leaseNs() / RENEWALS_PER_LEASE;
  }
}
