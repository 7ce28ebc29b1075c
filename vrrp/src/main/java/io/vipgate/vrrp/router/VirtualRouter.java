package io.vipgate.vrrp.router;

import java.util.OptionalLong;

/** One virtual router. Not thread-safe: it belongs to the control loop. */
public final class VirtualRouter {

  private final RouterConfig config;

  public VirtualRouter(RouterConfig config) {
    this.config = config;
  }

  /**
   * Handles one event.
   *
   * @param nowNs a monotonic clock, the same for all calls; it should count the time that the
   *     machine is suspended ({@code CLOCK_BOOTTIME})
   */
  public Decision on(Event event, long nowNs) {
    return Decision.NONE;
  }

  /** When {@link Event.TimerExpired} is due; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNs() {
    return Long.MAX_VALUE;
  }

  public State state() {
    return State.INITIALIZE;
  }

  public RouterConfig config() {
    return config;
  }

  public RouterSnapshot snapshot() {
    return new RouterSnapshot(state(), null, OptionalLong.empty(), OptionalLong.empty());
  }
}
