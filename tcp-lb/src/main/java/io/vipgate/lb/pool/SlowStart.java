package io.vipgate.lb.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much of its weight each server of a pool gets after a recovery: a server that was down, or
 * taken out, begins with a sixteenth and has all of it when the duration is over. Pure: it is told
 * of each change of state and asked for the shares, both with the time.
 *
 * <p>A server that only drained has kept its connections, its caches are warm, and it starts at
 * full weight; so does every server at the start of the process.
 */
public final class SlowStart {
  /** The share of a server that is not starting; shares are 1 to this. */
  public static final int FULL = 16;

  private static final int STEPS = FULL - 1;

  private final long durationNs;
  private final Set<String> cold = new HashSet<>();
  private final Map<String, Long> startedNs = new HashMap<>();
  private long sharedNs;

  /**
   * @param durationNs from the recovery to the full weight; 0 for no slow start
   */
  public SlowStart(long durationNs) {
    this.durationNs = durationNs;
  }

  /** A server's state is another one from now on. */
  public void moved(String server, ServerState to, long nowNs) {
    switch (to) {
      case DOWN, MAINT -> {
        cold.add(server);
        startedNs.remove(server);
      }
      case READY -> {
        if (cold.remove(server) && durationNs > 0) {
          startedNs.put(server, nowNs);
        }
      }
      case UNKNOWN, NOT_READY -> {}
    }
  }

  /** A server is no longer there. */
  public void removed(String server) {
    cold.remove(server);
    startedNs.remove(server);
  }

  /**
   * The shares of those that are starting, out of {@link #FULL}; one that has just finished is
   * there for a last time. All others have the full share.
   */
  public Map<String, Integer> shares(long nowNs) {
    sharedNs = nowNs;
    Map<String, Integer> shares = new HashMap<>();
    startedNs.forEach((server, since) -> shares.put(server, share(nowNs - since, durationNs)));
    startedNs.values().removeIf(since -> nowNs - since >= durationNs);
    return shares;
  }

  /**
   * When a share is another one than {@link #shares} said last; {@link Long#MAX_VALUE} for never.
   */
  public long nextStepNs() {
    if (startedNs.isEmpty()) {
      return Long.MAX_VALUE; // Asked in each turn of the loop: without an iterator, nearly always.
    }
    long next = Long.MAX_VALUE;
    for (long since : startedNs.values()) {
      int taken = share(sharedNs - since, durationNs);
      next = Math.min(next, since + (taken * durationNs + STEPS - 1) / STEPS);
    }
    return next;
  }

  /** 1 at the start, one more with each fifteenth of the duration, {@link #FULL} at its end. */
  static int share(long elapsedNs, long durationNs) {
    return elapsedNs >= durationNs ? FULL : 1 + (int) (Math.max(0, elapsedNs) * STEPS / durationNs);
  }
}
