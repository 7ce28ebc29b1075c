package io.vipgate.app.config;

import io.vipgate.app.log.LogFormat;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy allows its connections (flat keys of {@code proxy.NAME}). Numbers and durations of 0
 * are none.
 *
 * @param maxConnections clients at once
 * @param acceptRate clients accepted in any second
 * @param allow whose clients are let in; empty for all
 * @param deny whose are not
 * @param acceptProxyFrom who begins with a PROXY header
 * @param queueTimeout for a server with room; above 0
 * @param clientTimeout silence of the client
 * @param serverTimeout silence of the server
 * @param tunnelTimeout silence of both
 * @param halfCloseTimeout silence of what is left when one direction has ended
 * @param slowStart from a server's recovery to its full weight
 * @param preferLocal whether a server on this host comes before all others
 * @param backlog of the listening sockets
 * @param reusePort whether another process may listen beside
 * @param tcp options of both legs
 * @param rebalance how open connections follow the servers
 * @param log how each connection that is over is logged; null for not at all
 */
public record ConnectionConfig(
    int maxConnections,
    int acceptRate,
    List<Cidr> allow,
    List<Cidr> deny,
    List<Cidr> acceptProxyFrom,
    Duration queueTimeout,
    Duration clientTimeout,
    Duration serverTimeout,
    Duration tunnelTimeout,
    Duration halfCloseTimeout,
    Duration slowStart,
    boolean preferLocal,
    int backlog,
    boolean reusePort,
    @Written(flat = true) TcpConfig tcp,
    @Written(flat = true) RebalanceConfig rebalance,
    @Nullable LogFormat log) {
  public ConnectionConfig {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    acceptProxyFrom = List.copyOf(acceptProxyFrom);
  }
}
