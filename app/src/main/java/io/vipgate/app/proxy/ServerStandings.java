package io.vipgate.app.proxy;

import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is said of each server of one proxy, in the order of the configuration. */
final class ServerStandings {
  private final Map<String, ServerStanding> byServer = new LinkedHashMap<>();

  ServerStandings(ProxyConfig config) {
    config.servers().forEach(server -> byServer.put(server.name(), ServerStanding.FIRST));
  }

  Set<String> servers() {
    return Collections.unmodifiableSet(byServer.keySet());
  }

  boolean has(String server) {
    return byServer.containsKey(server);
  }

  /**
   * What is said of a server.
   *
   * @throws IllegalArgumentException if no server has that name
   */
  ServerStanding of(String server) {
    ServerStanding found = byServer.get(server);
    if (found == null) {
      throw new IllegalArgumentException(
          "server: value: " + server + " (expected: one of " + byServer.keySet() + ")");
    }
    return found;
  }

  void put(String server, ServerStanding standing) {
    byServer.put(server, standing);
  }

  /**
   * Has the servers of another configuration. What operators and checks said of a server stays with
   * it, but not what checks said of another address.
   */
  void reconfigure(ProxyConfig from, ProxyConfig to) {
    Map<String, ServerStanding> before = Map.copyOf(byServer);
    byServer.clear();
    for (ServerConfig server : to.servers()) {
      ServerStanding known = before.getOrDefault(server.name(), ServerStanding.FIRST);
      byServer.put(server.name(), isThere(server, from) ? known : known.unchecked());
    }
  }

  private static boolean isThere(ServerConfig server, ProxyConfig in) {
    return in.servers().stream()
        .anyMatch(
            other ->
                other.name().equals(server.name())
                    && other.address().socketAddress().equals(server.address().socketAddress()));
  }

  /** By server, where an operator has set one. */
  Map<String, Integer> weights() {
    Map<String, Integer> weights = new HashMap<>();
    byServer.forEach(
        (server, standing) -> {
          if (standing.weight() != null) {
            weights.put(server, standing.weight());
          }
        });
    return weights;
  }

  /** How many connections a server may have, where its agent has said so. */
  Map<String, Integer> limits() {
    Map<String, Integer> limits = new HashMap<>();
    byServer.forEach(
        (server, standing) -> {
          Integer limit = standing.advice().maxConnections();
          if (limit != null) {
            limits.put(server, limit);
          }
        });
    return limits;
  }

  /** What operators ordered, by server. */
  Map<String, Ordered> orders() {
    Map<String, Ordered> orders = new LinkedHashMap<>();
    byServer.forEach(
        (server, standing) -> orders.put(server, new Ordered(standing.order(), standing.weight())));
    return orders;
  }
}
