package io.vipgate.app.proxy;

import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.ServerConfig;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers of one proxy are: at their configured addresses, or where their names lead; and
 * which of them are on this host. Written as lookups come in, read by any thread.
 */
final class ServerAddresses {
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private volatile Set<String> local = Set.of();

  private record Followed(String dnsName, InetAddress address) {}

  /** The server as configured, but where it is now. */
  ServerConfig locate(ServerConfig server) {
    Followed found = followed.get(server.name());
    return found == null || !found.dnsName().equals(server.dnsName())
        ? server
        : server.withAddress(new Endpoint(found.address(), server.address().port()));
  }

  /**
   * A server's name leads to these addresses, at least one.
   *
   * @return whether that is somewhere else; one that is still among them is stayed with
   */
  boolean follow(ServerConfig server, List<InetAddress> addresses) {
    String name = server.dnsName();
    if (name == null || addresses.contains(locate(server).address().address())) {
      return false;
    }
    followed.put(server.name(), new Followed(name, addresses.get(0)));
    return true;
  }

  /** These servers are on this host. */
  void local(Set<String> servers) {
    local = Set.copyOf(servers);
  }

  /**
   * A proxy's servers for its pool.
   *
   * @param weights by server, where an operator has set one
   * @param limits how many connections, by server, where its agent has set it
   */
  List<Server> servers(ProxyConfig of, Map<String, Integer> weights, Map<String, Integer> limits) {
    boolean preferLocal = of.connections().preferLocal();
    return of.servers().stream()
        .map(
            server ->
                new Server(
                    server.name(),
                    locate(server).address().socketAddress(),
                    weights.getOrDefault(server.name(), server.weight()),
                    limited(
                        preferLocal ? preferred(server) : server.options(),
                        limits.get(server.name()))))
        .toList();
  }

  private static ServerOptions limited(ServerOptions options, @Nullable Integer limit) {
    return limit == null ? options : options.withMaxConnections(limit);
  }

  private ServerOptions preferred(ServerConfig server) {
    int tier = server.options().tier();
    return server
        .options()
        .withTier(
            local.contains(server.name())
                ? ServerOptions.FIRST_TIER
                : Math.min(ServerOptions.LAST_TIER, tier + 1));
  }
}
