package io.vipgate.lb.proxy;

import org.jspecify.annotations.Nullable;

/**
 * How long each side of one connection has been silent, as seen by looking at its byte counts now
 * and then: the data path itself keeps no time. Pure: counts and time are arguments.
 */
final class Silence {
  private long clientBytes = -1;
  private long clientSinceNs;
  private long serverBytes = -1;
  private long serverSinceNs;
  private boolean halfClosed;
  private long halfClosedSinceNs;

  /**
   * Looks at the counts.
   *
   * @param client bytes so far to and from the client
   * @param server bytes so far to and from the server
   * @param half whether one side has ended its direction
   * @return the silence that has lasted too long, or null
   */
  @Nullable Idle look(long client, long server, boolean half, Timeouts timeouts, long nowNs) {
    if (client != clientBytes) {
      clientBytes = client;
      clientSinceNs = nowNs;
    }
    if (server != serverBytes) {
      serverBytes = server;
      serverSinceNs = nowNs;
    }
    if (half && !halfClosed) {
      halfClosed = true;
      halfClosedSinceNs = nowNs;
    }
    return expired(timeouts, nowNs);
  }

  private @Nullable Idle expired(Timeouts timeouts, long nowNs) {
    long clientNs = nowNs - clientSinceNs;
    long serverNs = nowNs - serverSinceNs;
    long bothNs = Math.min(clientNs, serverNs);
    if (halfClosed && isOver(Math.min(bothNs, nowNs - halfClosedSinceNs), timeouts.halfCloseNs())) {
      return Idle.HALF_CLOSED;
    }
    if (timeouts.tunnelNs() > 0) {
      return isOver(bothNs, timeouts.tunnelNs()) ? Idle.TUNNEL : null;
    }
    if (isOver(clientNs, timeouts.clientNs())) {
      return Idle.CLIENT;
    }
    return isOver(serverNs, timeouts.serverNs()) ? Idle.SERVER : null;
  }

  private static boolean isOver(long silentNs, long timeoutNs) {
    return timeoutNs > 0 && silentNs >= timeoutNs;
  }
}
