package io.vipgate.app.proxy;

import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.pool.SlowStart;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pool of one proxy, kept as its configuration, its servers' standings, their addresses and
 * their slow starts would have it.
 */
final class ProxyPool {
  private final ServerAddresses addresses = new ServerAddresses();
  private final ServerPool pool;
  private SlowStart slowStart;

  ProxyPool(ProxyConfig config) {
    pool = new ServerPool(addresses.servers(config, Map.of()));
    slowStart = slowStart(config);
  }

  private static SlowStart slowStart(ProxyConfig of) {
    boolean fits = FrontendSettings.balancer(of).isProportional();
    return new SlowStart(fits ? of.connections().slowStart().toNanos() : 0);
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
      standings.servers().forEach(server -> setShare(server, SlowStart.FULL));
      slowStart = slowStart(to);
    }
    renew(to, standings);
  }

  /** Gives the pool the servers as they are now, if they are others. */
  void renew(ProxyConfig config, ServerStandings standings) {
    List<Server> servers = addresses.servers(config, standings.weights());
    if (!servers.equals(List.copyOf(pool.snapshot().states().keySet()))) {
      pool.replace(servers);
    }
    standings.servers().forEach(server -> setState(server, standings.of(server).state()));
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
    slowStart.shares(nowNs).forEach(this::setShare);
  }

  /** When a server that starts slowly gets more of its weight. */
  long nextStepNs(long nowNs) {
    return slowStart.nextStepNs(nowNs);
  }

  private void setShare(String server, int share) {
    if (pool.snapshot().named(server) != null) {
      pool.setShare(server, share);
    }
  }
}
