package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;

/**
 * One proxy ({@code proxy.NAME}).
 *
 * @param name the proxy's name
 * @param binds where it listens; at least one
 * @param balance the algorithm's name, one of {@link Vocabulary#balancers}
 * @param connectTimeout for one try to connect to a server; 1 ms to 1 h
 * @param retries tries on further servers after the first one failed; 0 to 100
 * @param connections what its connections may do
 * @param check how its servers are checked
 * @param servers at least one, in the file's order
 */
public record ProxyConfig(
    String name,
    @Written(as = "bind") List<Endpoint> binds,
    String balance,
    Duration connectTimeout,
    int retries,
    @Written(flat = true) ConnectionConfig connections,
    CheckConfig check,
    List<ServerConfig> servers) {
  public ProxyConfig {
    binds = List.copyOf(binds);
    servers = List.copyOf(servers);
  }
}
