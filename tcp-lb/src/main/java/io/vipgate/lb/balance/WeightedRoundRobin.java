package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

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
final class WeightedRoundRobin implements Balancer {
  private List<Server> servers = List.of();
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
    int next = nextInThisPass(eligible);
    if (next < 0) {
      int heaviest = heaviestShare(eligible);
      if (heaviest == 0) {
        return null;
      }
      beginPass(heaviest);
      next = nextInThisPass(eligible);
    }
    last = next;
    return servers.get(next);
  }

  private int nextInThisPass(Predicate<Server> eligible) {
    for (int i = last + 1; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (share(server) >= threshold && eligible.test(server)) {
        return i;
      }
    }
    return -1;
  }

  private int heaviestShare(Predicate<Server> eligible) {
    int heaviest = 0;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (share(server) > heaviest && eligible.test(server)) {
        heaviest = share(server);
      }
    }
    return heaviest;
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
    step = Weights.commonDivisor(next);
    highest = Weights.highest(next) - step + 1;
    last = -1;
    int onStep = step > 1 ? threshold / step * step + 1 : threshold;
    threshold = threshold == 0 ? highest : Math.min(highest, onStep);
  }
}
