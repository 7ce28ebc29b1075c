package io.vipgate.lb.proxy;

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
 * @param refusals clients that were reset without a server, by reason; every reason is present
 * @param resets connections that had a server and ended with a reset, whoever began it
 * @param abandoned clients that went away before a server was reached
 * @param acceptPauses how often accepting had to wait for a free descriptor
 * @param total the sum over all servers
 * @param servers by name; a server appears with its first attempt
 */
public record FrontendStats(
    long clients,
    long clientsTotal,
    long retries,
    long replays,
    long failOpens,
    Map<Refusal, Long> refusals,
    long resets,
    long abandoned,
    long acceptPauses,
    ServerStats total,
    Map<String, ServerStats> servers) {}
