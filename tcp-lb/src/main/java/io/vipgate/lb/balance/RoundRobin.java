package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Smooth weighted round robin: at each pick every eligible server earns its weight in credit, the
 * one with the most credit is picked (the first listed among equals) and pays what all earned. Over
 * a sum-of-weights picks each server is picked weight times, and never in one lump.
 *
 * <p>A server keeps its credit when others come and go, so that a change neither favours the first
 * server nor starts the turn anew. That happens when nobody is eligible: who asks then has tried
 * them all, and begins again with the one that was tried first.
 */
final class RoundRobin implements Balancer {
  private List<Server> servers = List.of();
  private long[] credits = {};

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    int best = -1;
    long earned = 0;
    for (int i = 0; i < credits.length; i++) {
      Server server = servers.get(i);
      if (!eligible.test(server)) {
        continue;
      }
      credits[i] += share(server);
      earned += share(server);
      if (best < 0 || credits[i] > credits[best]) {
        best = i;
      }
    }
    if (best < 0) {
      Arrays.fill(credits, 0);
      return null;
    }
    credits[best] -= earned;
    return servers.get(best);
  }

  private void adopt(List<Server> next) {
    long[] carried = new long[next.size()];
    for (int i = 0; i < carried.length; i++) {
      carried[i] = creditOf(next.get(i).name());
    }
    servers = next;
    credits = carried;
  }

  private long creditOf(String name) {
    for (int i = 0; i < credits.length; i++) {
      if (servers.get(i).name().equals(name)) {
        return credits[i];
      }
    }
    return 0;
  }
}
