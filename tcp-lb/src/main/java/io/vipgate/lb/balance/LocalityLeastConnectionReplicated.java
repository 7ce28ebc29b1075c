package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code lblcr}: as {@link LocalityLeastConnection}, but an address of ours has a set of
 * servers, of which the least loaded is picked. When that is overloaded the least loaded of all
 * joins the set, and after a day without a change the most loaded leaves it (ip_vs_lblcr.c).
 */
final class LocalityLeastConnectionReplicated implements Balancer {
  private static final long SHRINK_AFTER_NS = Duration.ofHours(24).toNanos();

  private final Balancer leastLoaded = new WeightedLeastConnection();
  private final Map<InetAddress, Homes> homes = new HashMap<>();
  private List<Server> servers = List.of();

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      servers = candidates;
      Map<String, Server> byName = LocalityLeastConnection.byName(candidates);
      homes.values().forEach(each -> each.adopt(byName));
    }
    Homes known = homes.get(flow.local());
    if (known == null) {
      known = new Homes();
      homes.put(flow.local(), known);
    }
    Server home = leastLoaded.pick(known.servers, eligible, flow, load);
    known.shrink(flow.arrivedNs(), load);
    if (home != null && !LocalityLeastConnection.isOverloaded(home, servers, eligible, load)) {
      return home;
    }
    Server chosen = leastLoaded.pick(servers, eligible, flow, load);
    if (chosen != null) {
      known.add(chosen, flow.arrivedNs());
    }
    return chosen;
  }

  /** The servers of one address, those that joined last first. */
  private static final class Homes {
    private final List<Server> servers = new ArrayList<>();
    private long changedNs;

    void add(Server server, long nowNs) {
      if (!servers.contains(server)) {
        servers.add(0, server);
        changedNs = nowNs;
      }
    }

    void shrink(long nowNs, Load load) {
      if (servers.size() > 1 && nowNs - changedNs > SHRINK_AFTER_NS) {
        servers.remove(mostLoaded(load));
        changedNs = nowNs;
      }
    }

    void adopt(Map<String, Server> next) {
      servers.removeIf(home -> !next.containsKey(home.name()));
      servers.replaceAll(home -> next.getOrDefault(home.name(), home));
    }

    private Server mostLoaded(Load load) {
      Server most = servers.get(0);
      for (Server server : servers) {
        if (load.open(most) * share(server) < load.open(server) * share(most)) {
          most = server;
        }
      }
      return most;
    }
  }
}
