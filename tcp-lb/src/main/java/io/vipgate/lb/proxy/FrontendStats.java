package io.vipgate.lb.proxy;

import java.util.HashMap;
import java.util.Map;

/**
 * Counters of one frontend, since the start. Read without stopping the loops: the figures of one
 * snapshot may be some microseconds apart.
 *
 * @param clients connections from clients that are open now, with or without a server
 * @param clientsTotal connections that were accepted
 * @param retries attempts that followed a failed one before a byte of the client was sent
 * @param replays attempts that followed a failed one and sent an unanswered ClientHello again
 * @param failOpens attempts at a server out of rotation, since no other was left
 * @param handedOver connections that a busy loop handed over to the second one
 * @param refusals clients that were reset without a server, by reason; every reason is present
 * @param resets connections that ended with a reset, whoever began it, without the refused ones
 * @param abandoned clients that went away before a server was reached
 * @param acceptPauses how often accepting, or for want of a descriptor connecting, had to wait, by
 *     reason; every reason is present
 * @param queued clients that wait for a server with room now
 * @param idle connections that ended for their silence, by timeout; every one is present
 * @param servers by name; a server appears with its first attempt
 */
public record FrontendStats(
    long clients,
    long clientsTotal,
    long retries,
    long replays,
    long failOpens,
    long handedOver,
    Map<Refusal, Long> refusals,
    long resets,
    long abandoned,
    Map<AcceptPause, Long> acceptPauses,
    long queued,
    Map<Idle, Long> idle,
    Map<String, ServerStats> servers) {

  public FrontendStats {
    servers = Map.copyOf(servers);
  }

  /** The counters of one server; all 0 for one that was never tried. */
  public ServerStats server(String name) {
    return servers.getOrDefault(name, ServerStats.NONE);
  }

  /** The sum over all servers. */
  public ServerStats total() {
    return servers.values().stream().reduce(ServerStats.NONE, ServerStats::plus);
  }

  FrontendStats plus(FrontendStats other) {
    Map<String, ServerStats> byName = new HashMap<>(servers);
    other.servers.forEach((name, stats) -> byName.merge(name, stats, ServerStats::plus));
    return new FrontendStats(
        clients + other.clients,
        clientsTotal + other.clientsTotal,
        retries + other.retries,
        replays + other.replays,
        failOpens + other.failOpens,
        handedOver + other.handedOver,
        ReasonCounters.sum(refusals, other.refusals),
        resets + other.resets,
        abandoned + other.abandoned,
        ReasonCounters.sum(acceptPauses, other.acceptPauses),
        queued + other.queued,
        ReasonCounters.sum(idle, other.idle),
        byName);
  }
}
