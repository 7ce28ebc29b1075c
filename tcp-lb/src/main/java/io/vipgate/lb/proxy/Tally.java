package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A frontend's counters on one loop. */
final class Tally {
  final Counter clients = new Counter();
  final Counter clientsTotal = new Counter();
  final Counter retries = new Counter();
  final Counter replays = new Counter();
  final Counter failOpens = new Counter();
  final Counter handedOver = new Counter();
  final ReasonCounters<Refusal> refusals = new ReasonCounters<>(Refusal.class);
  final Counter resets = new Counter();
  final Counter abandoned = new Counter();
  final ReasonCounters<AcceptPause> acceptPauses = new ReasonCounters<>(AcceptPause.class);
  final Counter queued = new Counter();
  final ReasonCounters<Idle> idle = new ReasonCounters<>(Idle.class);
  private final Map<String, ServerTally> servers = new ConcurrentHashMap<>();

  ServerTally server(String name) {
    ServerTally known = servers.get(name);
    return known != null ? known : servers.computeIfAbsent(name, n -> new ServerTally());
  }

  long engaged(Server server) {
    ServerTally known = servers.get(server.name());
    return known == null ? 0 : known.engaged.get();
  }

  /** Whether a server may have one more connection. */
  boolean hasRoom(Server server) {
    int max = server.options().maxConnections();
    return max == 0 || engaged(server) < max;
  }

  FrontendStats read() {
    Map<String, ServerStats> byName = new HashMap<>();
    servers.forEach((name, tally) -> byName.put(name, tally.read()));
    return new FrontendStats(
        clients.get(),
        clientsTotal.get(),
        retries.get(),
        replays.get(),
        failOpens.get(),
        handedOver.get(),
        refusals.read(),
        resets.get(),
        abandoned.get(),
        acceptPauses.read(),
        queued.get(),
        idle.read(),
        byName);
  }
}
