package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Picks the server of the least overhead for its weight, the first listed among equals. What counts
 * as overhead, and whether weight counts, is the algorithm's own.
 *
 * <p>As in IPVS, {@code h1/w1 > h2/w2} is decided as {@code h1*w2 > h2*w1}. What IPVS calls active
 * connections is {@link Load#open} here; there are no inactive ones, since a proxy's connection is
 * gone when both ends have closed it.
 */
abstract class LeastLoaded implements Balancer {
  abstract long overhead(long open);

  long share(Server server) {
    return DrainedLast.share(server);
  }

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    int least = least(servers, 0, eligible, load);
    return least < 0 ? null : servers.get(least);
  }

  /**
   * The index of the least loaded one, or -1.
   *
   * @param start whom to prefer among equals; then the ones that follow
   */
  final int least(List<Server> servers, int start, Predicate<Server> eligible, Load load) {
    int best = -1;
    long bestOverhead = 0;
    long bestShare = 1;
    for (int k = 0, i = start; k < servers.size(); k++, i++) {
      if (i == servers.size()) {
        i = 0;
      }
      Server server = servers.get(i);
      if (!eligible.test(server)) {
        continue;
      }
      long overhead = overhead(load.open(server));
      long share = share(server);
      if (best < 0 || bestOverhead * share > overhead * bestShare) {
        best = i;
        bestOverhead = overhead;
        bestShare = share;
      }
    }
    return best;
  }
}
