package io.vipgate.app.proxy;

import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.pool.SlowStart;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pool of one proxy, kept as its configuration, its servers' standings, their addresses and
 * their slow starts would have it.
 */
final class ProxyPool {
  private final ServerAddresses addresses = new ServerAddresses();
  private final ServerPool pool;
  private final Map<String, Integer> percentages = new HashMap<>();
  private final Map<String, Integer> starting = new HashMap<>();
  private SlowStart slowStart;

  ProxyPool(ProxyConfig config) {
    pool = new ServerPool(addresses.servers(config, Map.of(), Map.of()));
    slowStart = slowStart(config);
  }

  private static SlowStart slowStart(ProxyConfig of) {
    return new SlowStart(goesByShares(of) ? of.connections().slowStart().toNanos() : 0);
  }

  private static boolean goesByShares(ProxyConfig of) {
    return FrontendSettings.balancer(of).isProportional();
  }

  ServerPool servers() {
    return pool;
  }

  /** A server's weight as it is now, the operator's or the configured one; 0 if it is gone. */
  int weightOf(String server) {
    Server found = pool.snapshot().named(server);
    return found == null ? 0 : found.weight();
  }

  /** The server as configured, but where it is now; for any thread. */
  ServerConfig located(ServerConfig server) {
    return addresses.locate(server);
  }

  /** As {@link ServerAddresses#follow}; {@link #renew} is to follow. */
  boolean follow(ServerConfig server, List<InetAddress> found) {
    return addresses.follow(server, found);
  }

  /** These servers are on this host; {@link #renew} is to follow. */
  void local(Set<String> servers) {
    addresses.local(servers);
  }

  /** Goes by another configuration; {@code standings} are those of its servers. */
  void reconfigure(ProxyConfig from, ProxyConfig to, ServerStandings standings) {
    if (!to.connections().slowStart().equals(from.connections().slowStart())
        || !to.balance().equals(from.balance())) {
      slowStart = slowStart(to);
      starting.clear();
    }
    percentages.keySet().retainAll(standings.servers());
    renew(to, standings);
  }

  /** Gives the pool the servers as they are now, if they are others. */
  void renew(ProxyConfig config, ServerStandings standings) {
    List<Server> servers = addresses.servers(config, standings.weights(), standings.limits());
    if (!servers.equals(List.copyOf(pool.snapshot().states().keySet()))) {
      pool.replace(servers);
    }
    for (String server : standings.servers()) {
      setState(server, standings.of(server).state());
      advise(server, goesByShares(config) ? standings.of(server).advice().weightPercent() : null);
    }
  }

  /** Gives a server so much of its weight; null: all of it. */
  private void advise(String server, @Nullable Integer percentage) {
    percentages.put(server, percentage == null ? 100 : percentage);
    setShare(server);
  }

  void setState(String server, ServerState state) {
    var unused = pool.setState(server, state);
  }

  /** A server's state is another one from now on, as far as its slow start goes. */
  void moved(String server, ServerState to, long nowNs) {
    slowStart.moved(server, to, nowNs);
    warmUp(nowNs);
  }

  /** Gives servers that start slowly what they may have by now. */
  void warmUp(long nowNs) {
    slowStart
        .shares(nowNs)
        .forEach(
            (server, share) -> {
              starting.put(server, share);
              setShare(server);
            });
  }

  /** When a server that starts slowly gets more of its weight. */
  long nextStepNs() {
    return slowStart.nextStepNs();
  }

  /** As much as its slow start and its agent allow; more than all is all. */
  private void setShare(String server) {
    if (pool.snapshot().named(server) != null) {
      int allowed = starting.getOrDefault(server, SlowStart.FULL);
      int share = allowed * percentages.getOrDefault(server, 100) / 100;
      pool.setShare(server, Math.max(1, Math.min(SlowStart.FULL, share)));
    }
  }
}
