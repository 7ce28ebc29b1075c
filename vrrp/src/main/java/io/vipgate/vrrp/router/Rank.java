package io.vipgate.vrrp.router;

import io.vipgate.vrrp.packet.Advertisement;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What this router ranks as now: its configured priority, or what was made of it since, and all
 * that follows from that.
 */
final class Rank {

  private final RouterConfig config;
  private int priority;
  private String reason = "";
  private Timers timers;
  private Advertisement advertisement;

  Rank(RouterConfig config) {
    this.config = config;
    this.priority = config.priority();
    this.timers = config.timers();
    this.advertisement = config.advertisement();
  }

  /**
   * Ranks as this from now on.
   *
   * @param newReason why it is not the configured priority; empty if it is
   */
  void change(int newPriority, String newReason) {
    priority = newPriority;
    reason = newReason;
    timers = new Timers(config.version(), newPriority, config.advertIntervalNs());
    advertisement = config.advertisement().withPriority(newPriority);
  }

  int priority() {
    return priority;
  }

  Timers timers() {
    return timers;
  }

  Advertisement advertisement() {
    return advertisement;
  }

  /** Why that router ranks above this one (RFC 3768 §6.4.3); null if it does not. */
  @Nullable Cause superiority(int otherPriority, InetAddress other) {
    if (otherPriority != priority) {
      return otherPriority > priority ? Cause.HIGHER_PRIORITY : null;
    }
    boolean higherAddress =
        Arrays.compareUnsigned(other.getAddress(), config.localAddress().getAddress()) > 0;
    return higherAddress ? Cause.HIGHER_ADDRESS : null;
  }

  /** {@code 10.0.0.2 (priority 80: apiserver-alive is down (-20))}. */
  String inWords() {
    String router = Figures.router(config.localAddress(), priority);
    return reason.isEmpty()
        ? router
        : router.substring(0, router.length() - 1) + ": " + reason + ")";
  }
}
