package io.vipgate.app.vrrp;

import java.util.HashMap;
import java.util.Map;

/**
 * Which troubles have been logged lately, so that one that comes back with every packet is one line
 * a minute, and not a thousand.
 */
final class Complaints {
  private static final long QUIET_NS = 60_000_000_000L;
  private static final int MAX_KEYS = 64;

  private final Map<String, Long> loggedAtNs = new HashMap<>();

  /** Whether this trouble is worth a line now. */
  boolean isDue(String trouble, long nowNs) {
    Long last = loggedAtNs.get(trouble);
    if (last != null && nowNs - last < QUIET_NS) {
      return false;
    }
    if (loggedAtNs.size() >= MAX_KEYS) {
      loggedAtNs.clear();
    }
    loggedAtNs.put(trouble, nowNs);
    return true;
  }
}
