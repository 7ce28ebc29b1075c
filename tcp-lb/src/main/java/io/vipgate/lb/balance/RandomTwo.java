package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The power of two choices: draws two servers, each with a chance in proportion to its weight, and
 * picks the one of the lower {@code open / weight}, the first drawn among equals. Several proxies
 * that do not know of each other do not all rush to the same least loaded server.
 */
final class RandomTwo implements Balancer {
  private static final int NONE = -1;

  private final RandomGenerator random;

  RandomTwo(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    int i = draw(servers, eligible, NONE);
    if (i == NONE) {
      return null;
    }
    Server first = servers.get(i);
    int j = draw(servers, eligible, i);
    if (j == NONE) {
      return first;
    }
    Server second = servers.get(j);
    boolean firstIsBusier = load.open(first) * share(second) > load.open(second) * share(first);
    return firstIsBusier ? second : first;
  }

  private int draw(List<Server> servers, Predicate<Server> eligible, int other) {
    int shares = 0;
    for (int i = 0; i < servers.size(); i++) {
      if (i != other && eligible.test(servers.get(i))) {
        shares += share(servers.get(i));
      }
    }
    int drawn = shares == 0 ? 0 : random.nextInt(shares);
    for (int i = 0; i < servers.size(); i++) {
      if (i != other && eligible.test(servers.get(i))) {
        drawn -= share(servers.get(i));
        if (drawn < 0) {
          return i;
        }
      }
    }
    return NONE;
  }
}
