package io.vipgate.app.vrrp;

import io.vipgate.app.count.CountsBy;
import io.vipgate.vrrp.packet.DropReason;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.Notice;

/**
 * What has happened to one instance since the start. Written by the control thread, read by any.
 *
 * @param events those without a reason of their own
 * @param drops packets that were not believed
 * @param transitions changes of state
 * @param notices what was noticed without a change of state
 */
public record VrrpCounters(
    CountsBy<Occurrence> events,
    CountsBy<DropReason> drops,
    CountsBy<Cause> transitions,
    CountsBy<Notice.Kind> notices) {

  /** What simply happens. */
  public enum Occurrence {
    ADVERTISEMENT_SENT,
    ADVERTISEMENT_RECEIVED,
    ANNOUNCEMENT,
    ACTION_FAILED,
    ACTION_EXPIRED
  }

  VrrpCounters() {
    this(
        new CountsBy<>(Occurrence.class),
        new CountsBy<>(DropReason.class),
        new CountsBy<>(Cause.class),
        new CountsBy<>(Notice.Kind.class));
  }
}
