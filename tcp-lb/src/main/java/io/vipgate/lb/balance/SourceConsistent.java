package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing of the client's address by highest random weight: each of 65,536 slots, of
 * which every client has one, ranks all servers by a hash of both, and the first eligible one in
 * the slot's ranking is picked. Only the clients of a server that leaves move, and only as many
 * come to one that joins, or gains weight, as are due to it.
 *
 * <p>The rank is {@code -ln(u) / weight} with u in (0, 1) from the hash: the first arrival of as
 * many Poisson processes, which is each server's with a chance in proportion to its rate.
 *
 * <p>Whom a slot ranks first is worked out when its first client comes, and remembered for as long
 * as the servers stay as they are. All are ranked again for a client whose first one is not
 * eligible.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Using name-based mappings to increase hit
 *     rates</a>
 */
final class SourceConsistent implements Balancer {
  private static final int SLOT_BITS = 16;
  private static final int UNKNOWN = -1;

  private List<Server> servers = List.of();
  private long[] seeds = {};

  /** Whom each slot ranks first, or {@link #UNKNOWN}. */
  private int[] firsts = {};

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    if (servers.isEmpty()) {
      return null;
    }
    int slot = (int) (AddressHash.of(flow.client()) >>> (Long.SIZE - SLOT_BITS));
    if (firsts[slot] == UNKNOWN) {
      firsts[slot] = first(slot, server -> true);
    }
    Server first = servers.get(firsts[slot]);
    if (eligible.test(first)) {
      return first;
    }
    int next = first(slot, eligible);
    return next == UNKNOWN ? null : servers.get(next);
  }

  private int first(int slot, Predicate<Server> eligible) {
    int first = UNKNOWN;
    double firstRank = Double.POSITIVE_INFINITY;
    for (int i = 0; i < seeds.length; i++) {
      Server server = servers.get(i);
      double rank = rank(AddressHash.mix(slot ^ seeds[i]), share(server));
      if (rank < firstRank && eligible.test(server)) {
        first = i;
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

  private void adopt(List<Server> next) {
    servers = next;
    seeds = next.stream().mapToLong(s -> AddressHash.of(s.address())).toArray();
    firsts = new int[1 << SLOT_BITS];
    Arrays.fill(firsts, UNKNOWN);
  }
}
