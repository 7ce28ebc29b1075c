package io.vipgate.app.vrrp;

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

  private record Seen(String line, long atNs) {}

  private final Map<String, Seen> byPeer = new LinkedHashMap<>();

  void saw(String peer, String line, long nowNs) {
    if (byPeer.size() >= MAX_PEERS && !byPeer.containsKey(peer)) {
      return;
    }
    byPeer.put(peer, new Seen(line, nowNs));
  }

  List<String> current(long nowNs) {
    byPeer.values().removeIf(seen -> nowNs - seen.atNs() > SHOWN_NS);
    List<String> lines = new ArrayList<>();
    byPeer.forEach((peer, seen) -> lines.add(peer + ": " + seen.line()));
    return lines;
  }
}
