package io.vipgate.app.proxy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Results of the checks of one proxy's servers. Written by the control thread, read by any. */
final class CheckLedger {
  private final Map<String, CheckCounters> byServer = new ConcurrentHashMap<>();

  CheckLedger(Set<String> servers) {
    servers.forEach(server -> byServer.put(server, new CheckCounters()));
  }

  /** Has these servers from now on; who was there before goes on counting. */
  void keep(Set<String> servers) {
    servers.forEach(server -> byServer.computeIfAbsent(server, name -> new CheckCounters()));
    byServer.keySet().retainAll(servers);
  }

  /**
   * The results of one server.
   *
   * @throws IllegalArgumentException if no server has that name
   */
  CheckCounters of(String server) {
    CheckCounters found = byServer.get(server);
    if (found == null) {
      throw new IllegalArgumentException(
          "server: value: " + server + " (expected: one of " + byServer.keySet() + ")");
    }
    return found;
  }

  /** Whether every server has been checked at least once. */
  boolean isEachChecked() {
    return byServer.values().stream().allMatch(checks -> checks.results().sum() > 0);
  }
}
