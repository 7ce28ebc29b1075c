package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code lblc}: what is addressed to one address of ours goes to one server, which is chosen
 * as {@link WeightedLeastConnection} chooses, until that is overloaded or gone (ip_vs_lblc.c). IPVS
 * forgets an address after a day without a connection; here there are as few as are bound.
 */
final class LocalityLeastConnection implements Balancer {
  private final Balancer leastLoaded = new WeightedLeastConnection();
  private final Map<InetAddress, Server> homes = new HashMap<>();
  private List<Server> servers = List.of();

  /**
   * Whether a server has more open connections than its weight while another one has fewer than
   * half of its own.
   *
   * @param least the least loaded of all that are eligible: if anyone has so few, then it has
   */
  static boolean isOverloaded(Server server, @Nullable Server least, Load load) {
    return load.open(server) > share(server)
        && least != null
        && load.open(least) * 2 < share(least);
  }

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    InetAddress address = flow.local();
    Server home = homes.get(address);
    Server chosen = leastLoaded.pick(servers, eligible, flow, load);
    if (home != null && eligible.test(home) && !isOverloaded(home, chosen, load)) {
      return home;
    }
    if (chosen != null) {
      homes.put(address, chosen);
    }
    return chosen;
  }

  @Override
  public void loadChanged(Server server, Load load) {
    leastLoaded.loadChanged(server, load);
  }

  static Map<String, Server> byName(List<Server> servers) {
    return servers.stream().collect(toMap(Server::name, identity()));
  }

  private void adopt(List<Server> next) {
    Map<String, Server> known = byName(next);
    servers = next;
    homes.values().removeIf(home -> !known.containsKey(home.name()));
    homes.replaceAll((address, home) -> known.getOrDefault(home.name(), home));
  }
}
