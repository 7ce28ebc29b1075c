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
abstract class LeastLoaded extends Ranked {
  private long[] overheads = {};
  private long[] shares = {};

  abstract long overhead(long open);

  long share(Server server) {
    return DrainedLast.share(server);
  }

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    int least = first(servers, 0, eligible, load);
    return least == Tournament.NOBODY ? null : servers.get(least);
  }

  @Override
  final void resize(int size) {
    overheads = new long[size];
    shares = new long[size];
  }

  @Override
  final void rate(int place, Server server, long open) {
    overheads[place] = overhead(open);
    shares[place] = share(server);
  }

  @Override
  public final boolean isAhead(int one, int other) {
    return overheads[one] * shares[other] < overheads[other] * shares[one];
  }
}
