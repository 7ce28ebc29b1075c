package io.vipgate.vrrp.router;

import java.util.concurrent.TimeUnit;

/**
 * How a master tells its neighbours where the addresses are.
 *
 * @param copies of each message, 1 or more, since one may be lost (keepalived's {@code
 *     garp_master_repeat})
 * @param spacingNs nanoseconds between two copies; 0: they leave back to back ({@code
 *     vrrp_garp_interval}). Of each copy the messages for all addresses leave together
 * @param repeatNs nanoseconds after becoming master at which they are announced once more, and
 *     after 1.1 s before that if it is longer; 0: neither ({@code garp_master_delay})
 * @param refreshNs nanoseconds between two announcements from then on; 0: none ({@code
 *     garp_master_refresh}). Whoever learnt the addresses from another master, while the two did
 *     not hear each other, may believe it for a minute after it has stepped back: it went without a
 *     word, and the one that stayed need not have heard of it at all
 * @param refreshCopies as {@code copies}, of these ({@code garp_master_refresh_repeat})
 * @param defenceNs nanoseconds between two announcements at least that answer someone else's claim
 *     to an address (DEFEND_INTERVAL of RFC 5227)
 */
public record Announcing(
    int copies, long spacingNs, long repeatNs, long refreshNs, int refreshCopies, long defenceNs) {

  /** As a router of which nothing else is said does it. */
  public static final Announcing DEFAULT =
      new Announcing(
          5,
          0,
          TimeUnit.SECONDS.toNanos(5),
          TimeUnit.SECONDS.toNanos(10),
          1,
          TimeUnit.SECONDS.toNanos(10));

  /**
   * @throws IllegalArgumentException {@code what: value: X (expected: Y)}
   */
  public Announcing {
    if (copies < 1 || refreshCopies < 1) {
      throw new IllegalArgumentException(
          "copies: value: " + copies + ", " + refreshCopies + " (expected: 1 or more)");
    }
    if (spacingNs < 0 || repeatNs < 0 || refreshNs < 0 || defenceNs < 0) {
      throw new IllegalArgumentException(
          "announcing: value: "
              + spacingNs
              + ", "
              + repeatNs
              + ", "
              + refreshNs
              + ", "
              + defenceNs
              + " (expected: 0 or more)");
    }
  }
}
