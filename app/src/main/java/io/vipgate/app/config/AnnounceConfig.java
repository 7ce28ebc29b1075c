package io.vipgate.app.config;

import io.vipgate.vrrp.router.Announcing;
import java.time.Duration;

/**
 * How a virtual router tells its neighbours where the addresses are ({@code announce}); each as
 * {@link Announcing} has it.
 */
public record AnnounceConfig(
    int copies,
    Duration repeatDelay,
    Duration refresh,
    int refreshCopies,
    Duration defenceInterval) {

  /** What the keys mean that are not there. */
  public static final AnnounceConfig DEFAULT =
      new AnnounceConfig(
          Announcing.DEFAULT.copies(),
          Duration.ofNanos(Announcing.DEFAULT.repeatNs()),
          Duration.ofNanos(Announcing.DEFAULT.refreshNs()),
          Announcing.DEFAULT.refreshCopies(),
          Duration.ofNanos(Announcing.DEFAULT.defenceNs()));

  Announcing announcing() {
    return new Announcing(
        copies, repeatDelay.toNanos(), refresh.toNanos(), refreshCopies, defenceInterval.toNanos());
  }
}
