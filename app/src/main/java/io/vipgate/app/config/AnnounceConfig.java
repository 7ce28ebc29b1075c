package io.vipgate.app.config;

import io.vipgate.vrrp.router.Announcing;
import java.time.Duration;

/**
 * How a virtual router tells its neighbours where the addresses are ({@code announce}); each as
 * {@link Announcing} has it.
 */
public record AnnounceConfig(
    int copies,
    Duration spacing,
    Duration repeatDelay,
    Duration refresh,
    int refreshCopies,
    Duration defenceInterval) {

  /** The most that each takes. */
  public static final int MAX_COPIES = 100;

  public static final Duration MAX_SPACING = Duration.ofSeconds(1);
  public static final Duration MAX_REPEAT_DELAY = Duration.ofHours(1);
  public static final Duration MAX_REFRESH = Duration.ofDays(1);

  /** What the keys mean that are not there. */
  public static final AnnounceConfig DEFAULT =
      new AnnounceConfig(
          Announcing.DEFAULT.copies(),
          Duration.ofNanos(Announcing.DEFAULT.spacingNs()),
          Duration.ofNanos(Announcing.DEFAULT.repeatNs()),
          Duration.ofNanos(Announcing.DEFAULT.refreshNs()),
          Announcing.DEFAULT.refreshCopies(),
          Duration.ofNanos(Announcing.DEFAULT.defenceNs()));

  Announcing announcing() {
    return new Announcing(
        copies,
        spacing.toNanos(),
        repeatDelay.toNanos(),
        refresh.toNanos(),
        refreshCopies,
        defenceInterval.toNanos());
  }
}
