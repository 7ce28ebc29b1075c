package io.vipgate.lab.takeover;

import java.time.Duration;
import java.util.Locale;

/**
 * One takeover.
 *
 * @param vip from the failure until the other node's kernel had the address; up to the time that a
 *     command takes too much where a command made the failure
 * @param client from the start of the client's first connect that failed to the start of its next
 *     one that succeeded
 */
public record Takeover(Duration vip, Duration client) {
  private static final double MILLION = 1e6;

  @Override
  public String toString() {
    return "VIP %s, client %s".formatted(ms(vip), ms(client));
  }

  /** {@code 12.345 ms}. */
  static String ms(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / MILLION);
  }
}
