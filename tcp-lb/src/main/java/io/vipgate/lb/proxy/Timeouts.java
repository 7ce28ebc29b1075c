package io.vipgate.lb.proxy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client may wait in the queue, and how long connections may be silent. All in
 * nanoseconds; of the latter 0 is for ever, which is right for watches, {@code exec} and {@code
 * logs -f}.
 *
 * @param queueNs for a server with room; above 0
 * @param clientNs without a byte to or from the client
 * @param serverNs without a byte to or from the server
 * @param tunnelNs without a byte anywhere; takes the place of the two before it where it is set
 * @param halfCloseNs without a byte anywhere once one side has ended its direction
 */
public record Timeouts(
    long queueNs, long clientNs, long serverNs, long tunnelNs, long halfCloseNs) {
  public static final long DEFAULT_QUEUE_NS = Duration.ofSeconds(5).toNanos();

  /** No idle timeout at all. */
  public static final Timeouts NONE = new Timeouts(DEFAULT_QUEUE_NS, 0, 0, 0, 0);

  public Timeouts {
    require(queueNs > 0, "queue-timeout", queueNs, "above 0");
    require(clientNs >= 0, "client-timeout", clientNs, "0 or above");
    require(serverNs >= 0, "server-timeout", serverNs, "0 or above");
    require(tunnelNs >= 0, "tunnel-timeout", tunnelNs, "0 or above");
    require(halfCloseNs >= 0, "half-close-timeout", halfCloseNs, "0 or above");
  }

  boolean hasIdle() {
    return (clientNs | serverNs | tunnelNs | halfCloseNs) != 0;
  }

  /**
   * How often to look: so that a timeout is never late by more than an eighth of it, or by 1 s
   * where that is less.
   */
  long tickNs() {
    long shortest = Long.MAX_VALUE;
    for (long timeout : new long[] {clientNs, serverNs, tunnelNs, halfCloseNs}) {
      shortest = timeout > 0 ? Math.min(shortest, timeout) : shortest;
    }
    return Math.max(
        TimeUnit.MILLISECONDS.toNanos(1), Math.min(shortest / 8, TimeUnit.SECONDS.toNanos(1)));
  }

  private static void require(boolean holds, String key, long value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          key + ": value: " + value + " (expected: " + expected + ")");
    }
  }
}
