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
final class Overflow extends Ranked {
  private static final int OVER = 0;

  private final Balancer fallback = new WeightedLeastConnection();

  /** By server: its weight, or {@link #OVER}. */
  private int[] ranks = {};

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    int heaviest = first(servers, 0, eligible, load);
    return heaviest == Tournament.NOBODY || ranks[heaviest] == OVER
        ? fallback.pick(servers, eligible, flow, load)
        : servers.get(heaviest);
  }

  @Override
  public void loadChanged(Server server, Load load) {
    super.loadChanged(server, load);
    fallback.loadChanged(server, load);
  }

  @Override
  void resize(int size) {
    ranks = new int[size];
  }

  @Override
  void rate(int place, Server server, long open) {
    ranks[place] = open <= share(server) ? share(server) : OVER;
  }

  @Override
  public boolean isAhead(int one, int other) {
    return ranks[one] > ranks[other];
  }
}
