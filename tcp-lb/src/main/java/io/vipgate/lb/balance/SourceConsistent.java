package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing of the client's address by highest random weight: each client ranks all
 * servers by a hash of both, and the first eligible one in its ranking is picked. Only the clients
 * of a server that leaves move, and only as many come to one that joins, or gains weight, as are
 * due to it.
 *
 * <p>The rank is {@code -ln(u) / weight} with u in (0, 1) from the hash: the first arrival of as
 * many Poisson processes, which is each server's with a chance in proportion to its rate.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Using name-based mappings to increase hit
 *     rates</a>
 */
final class SourceConsistent implements Balancer {
  private List<Server> servers = List.of();
  private long[] seeds = {};

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      seeds = candidates.stream().mapToLong(s -> AddressHash.of(s.address())).toArray();
      servers = candidates;
    }
    long client = AddressHash.of(flow.client());
    Server first = null;
    double firstRank = Double.POSITIVE_INFINITY;
    for (int i = 0; i < seeds.length; i++) {
      Server server = servers.get(i);
      double rank = rank(AddressHash.mix(client ^ seeds[i]), share(server));
      if (rank < firstRank && eligible.test(server)) {
        first = server;
        firstRank = rank;
      }
    }
    return first;
  }

  private static double rank(long hash, int share) {
    double uniform = ((hash >>> 11) + 0.5) * 0x1p-53;
    // Strict, so that two masters on different machines agree to the last bit.
    return -StrictMath.log(uniform) / share;
  }
}
