package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code fo}: the server of the highest weight, the first listed among equals (ip_vs_fo.c).
 */
final class WeightedFailover implements Balancer {
  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    Server heaviest = null;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if ((heaviest == null || server.weight() > heaviest.weight()) && eligible.test(server)) {
        heaviest = server;
      }
    }
    return heaviest;
  }
}
