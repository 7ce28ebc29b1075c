package io.vipgate.app.vrrp;

import io.vipgate.app.journal.JournalCause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Peers whose configuration differs from ours, as long as they say so: each one's latest, shown for
 * a minute after it was last heard.
 */
final class Disagreements {
  private static final long SHOWN_NS = 60_000_000_000L;
  private static final int MAX_PEERS = 32;

  private record Seen(JournalCause cause, String evidence, long atNs) {}

  private final Map<String, Seen> byPeer = new LinkedHashMap<>();

  /** Whether that peer did not disagree in that way so far. */
  boolean saw(String peer, JournalCause cause, String evidence, long nowNs) {
    forgetOld(nowNs);
    if (byPeer.size() >= MAX_PEERS && !byPeer.containsKey(peer)) {
      return false;
    }
    Seen before = byPeer.put(peer, new Seen(cause, evidence, nowNs));
    return before == null || !before.cause().equals(cause);
  }

  List<String> current(long nowNs) {
    forgetOld(nowNs);
    List<String> lines = new ArrayList<>();
    byPeer.forEach(
        (peer, seen) -> lines.add(peer + ": " + seen.cause().sentence() + ": " + seen.evidence()));
    return lines;
  }

  private void forgetOld(long nowNs) {
    byPeer.values().removeIf(seen -> nowNs - seen.atNs() > SHOWN_NS);
  }
}
