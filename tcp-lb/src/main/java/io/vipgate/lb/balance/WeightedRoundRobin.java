package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * IPVS's {@code wrr} (ip_vs_wrr.c): passes over the list, each picking those whose weight reaches a
 * threshold, which begins at the highest weight and sinks by the weights' greatest common divisor.
 * Weights 4, 3, 2 give {@code A AB ABC ABC}: the same shares as {@link RoundRobin}, but heavy
 * servers get theirs in lumps, while the threshold is high.
 *
 * <p>The threshold is kept below the highest weight by the divisor less one, as IPVS has it; since
 * all weights are multiples of the divisor the picks are the same.
 */
final class WeightedRoundRobin implements Balancer, Tournament.Order, Tournament.Bar {
  private List<Server> servers = List.of();
  private int[] shares = {};
  private Tournament tournament = new Tournament(servers, this);
  private int step = 1;
  private int highest;
  private int threshold;
  private int last = -1;

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    int next = tournament.next(last + 1, this, eligible);
    if (next == Tournament.NOBODY) {
      int heaviest = tournament.first(0, eligible);
      if (heaviest == Tournament.NOBODY) {
        return null;
      }
      beginPass(shares[heaviest]);
      next = tournament.next(0, this, eligible);
    }
    last = next;
    return servers.get(next);
  }

  @Override
  public boolean isAhead(int one, int other) {
    return shares[one] > shares[other];
  }

  /** Whether it takes part in this pass. */
  @Override
  public boolean isReached(int server) {
    return shares[server] >= threshold;
  }

  /** Skips the passes that would find nobody. */
  private void beginPass(int heaviest) {
    last = -1;
    threshold -= step;
    if (threshold <= 0) {
      threshold = highest;
    }
    threshold = Math.min(threshold, heaviest - step + 1);
  }

  private void adopt(List<Server> next) {
    servers = next;
    shares = next.stream().mapToInt(DrainedLast::share).toArray();
    tournament = new Tournament(next, this);
    step = Weights.commonDivisor(next);
    highest = Weights.highest(next) - step + 1;
    last = -1;
    int onStep = step > 1 ? threshold / step * step + 1 : threshold;
    threshold = threshold == 0 ? highest : Math.min(highest, onStep);
  }
}
