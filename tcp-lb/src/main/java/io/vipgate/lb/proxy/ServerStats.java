package io.vipgate.lb.proxy;

import java.util.Map;

/**
 * Counters of one server, since the start.
 *
 * @param connections that are open now
 * @param connectionsTotal that were established
 * @param bytesToServer what clients sent and the server's socket took
 * @param bytesToClient what the server sent and the clients' sockets took
 * @param connectFailures attempts that came to nothing, by reason; every reason is present
 * @param resets connections that ended with a reset, whoever began it
 * @param shed connections that were ended so that other servers get their share
 */
public record ServerStats(
    long connections,
    long connectionsTotal,
    long bytesToServer,
    long bytesToClient,
    Map<ConnectFailure, Long> connectFailures,
    long resets,
    long shed) {

  static final ServerStats NONE = new ServerTally().read();

  ServerStats plus(ServerStats other) {
    return new ServerStats(
        connections + other.connections,
        connectionsTotal + other.connectionsTotal,
        bytesToServer + other.bytesToServer,
        bytesToClient + other.bytesToClient,
        ReasonCounters.sum(connectFailures, other.connectFailures),
        resets + other.resets,
        shed + other.shed);
  }
}
