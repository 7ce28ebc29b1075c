package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Server home = known.leastLoaded.pick(known.servers, eligible, flow, load);
    known.shrink(flow.arrivedNs(), load);
    Server chosen = leastLoaded.pick(servers, eligible, flow, load);
    if (home != null && !LocalityLeastConnection.isOverloaded(home, chosen, load)) {
      return home;
    }
    if (chosen != null) {
      known.add(chosen, flow.arrivedNs());
    }
    return chosen;
  }

  @Override
  public void loadChanged(Server server, Load load) {
    leastLoaded.loadChanged(server, load);
    homes.values().forEach(each -> each.leastLoaded.loadChanged(server, load));
  }

  /** The servers of one address, those that joined last first. */
  private static final class Homes {
    private final Balancer leastLoaded = new WeightedLeastConnection();
    private List<Server> servers = List.of();
    private long changedNs;

    void add(Server server, long nowNs) {
      if (!servers.contains(server)) {
        List<Server> more = new ArrayList<>(servers);
        more.add(0, server);
        servers = List.copyOf(more);
        changedNs = nowNs;
      }
    }

    void shrink(long nowNs, Load load) {
      if (servers.size() > 1 && nowNs - changedNs > SHRINK_AFTER_NS) {
        Server most = mostLoaded(load);
        servers = servers.stream().filter(server -> !server.equals(most)).toList();
        changedNs = nowNs;
      }
    }

    void adopt(Map<String, Server> next) {
      servers =
          servers.stream().map(home -> next.get(home.name())).filter(Objects::nonNull).toList();
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
