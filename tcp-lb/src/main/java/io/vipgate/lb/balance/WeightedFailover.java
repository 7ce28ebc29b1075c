package io.vipgate.lb.balance;

import static java.util.Comparator.comparingInt;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code fo}: the server of the highest weight, the first listed among equals (ip_vs_fo.c).
 */
final class WeightedFailover implements Balancer {
  private final Balancer inOrder = new First();
  private List<Server> servers = List.of();
  private List<Server> heaviestFirst = List.of();

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      servers = candidates;
      heaviestFirst = candidates.stream().sorted(comparingInt(Server::weight).reversed()).toList();
    }
    return inOrder.pick(heaviestFirst, eligible, flow, load);
  }
}
