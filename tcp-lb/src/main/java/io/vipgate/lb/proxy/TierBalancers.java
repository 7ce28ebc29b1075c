package io.vipgate.lb.proxy;

import io.vipgate.lb.balance.Balancer;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.balance.Load;
import io.vipgate.lb.pool.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One balancer for each tier of a pool. A balancer that saw the servers in rotation and the last
 * resorts by turns would lose its place, or make its table anew, at each visit.
 */
final class TierBalancers {
  private final BalancerType type;
  private final RandomGenerator random;
  private final Load load;
  private final List<Balancer> balancers = new ArrayList<>();

  TierBalancers(BalancerType type, RandomGenerator random, Load load) {
    this.type = type;
    this.random = random;
    this.load = load;
  }

  /**
   * Picks one of a tier's servers.
   *
   * @param tier the tiers of those in rotation from 0, then the last resorts
   */
  @Nullable Server pick(int tier, List<Server> servers, Predicate<Server> eligible, Flow flow) {
    while (balancers.size() <= tier) {
      balancers.add(type.create(random));
    }
    return balancers.get(tier).pick(servers, eligible, flow, load);
  }

  /** As {@link Balancer#loadChanged}, on every tier: a server moves between them. */
  void loadChanged(Server server) {
    for (int i = 0; i < balancers.size(); i++) {
      balancers.get(i).loadChanged(server, load);
    }
  }
}
