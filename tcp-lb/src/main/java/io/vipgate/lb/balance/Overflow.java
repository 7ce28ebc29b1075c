package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code ovf}: the server of the highest weight, until its open connections exceed its
 * weight; then the next one (ip_vs_ovf.c). When all are over, IPVS refuses; serving badly is better
 * here, so it goes on as {@link WeightedLeastConnection}.
 */
final class Overflow implements Balancer {
  private final Balancer fallback = new WeightedLeastConnection();

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    Server heaviest = null;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if ((heaviest == null || server.weight() > heaviest.weight())
          && load.open(server) <= share(server)
          && eligible.test(server)) {
        heaviest = server;
      }
    }
    return heaviest != null ? heaviest : fallback.pick(servers, eligible, flow, load);
  }
}
