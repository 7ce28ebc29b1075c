package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Smooth weighted round robin: at each pick every server earns its weight in credit, the one with
 * the most credit is picked (the first listed among equals) and pays what all earned. Over a
 * sum-of-weights picks each server is picked weight times, and never in one lump. One whose turn it
 * is and who is not eligible earns nothing until it is, so it has nothing to catch up later.
 *
 * <p>A server keeps its credit when others come and go, so that a change neither favours the first
 * server nor starts the turn anew. That happens when nobody is eligible: who asks then has tried
 * them all, and begins again with the one that was tried first.
 *
 * <p>Nobody's credit is counted up at a pick: what a server earned since the list was adopted is
 * its weight times the picks since. So servers of one weight keep their order but for who pays, and
 * a pick looks at the richest of each weight, and its cost is the number of different weights (1 to
 * 256), whatever the number of servers.
 */
final class RoundRobin implements Balancer {
  private List<Server> servers = List.of();

  /** By server, without what it earned in {@link #picks}. */
  private long[] credits = {};

  /** One for each weight, and by server the one that it is in. */
  private CreditQueue[] weights = {};

  private CreditQueue[] home = {};

  /**
   * Who is in no queue: the last one that was picked, and those that were not eligible when their
   * turn came. They are asked again at the next pick. So a connection that tries one server after
   * the other does not advance the turn of those that it has tried.
   */
  private int[] out = {};

  private int outside;

  private long sumOfWeights;
  private long picks;

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates, creditsByName());
    }
    picks++;
    long earned = sumOfWeights - outOfTheTurn(eligible);
    for (CreditQueue richest = richest(); richest != null; richest = richest()) {
      int index = richest.poll();
      out[outside++] = index;
      if (eligible.test(servers.get(index))) {
        credits[index] -= earned;
        return servers.get(index);
      }
      earned -= withheld(index);
    }
    adopt(servers, Map.of());
    return null;
  }

  /**
   * Asks those who are outside whether they can take part again.
   *
   * @return what those who cannot do not earn at this pick
   */
  private long outOfTheTurn(Predicate<Server> eligible) {
    long withheld = 0;
    int still = 0;
    for (int i = 0; i < outside; i++) {
      int index = out[i];
      if (eligible.test(servers.get(index))) {
        home[index].add(index);
      } else {
        withheld += withheld(index);
        out[still++] = index;
      }
    }
    outside = still;
    return withheld;
  }

  /** Does without this pick's earnings. */
  private int withheld(int index) {
    credits[index] -= home[index].weight();
    return home[index].weight();
  }

  private @Nullable CreditQueue richest() {
    CreditQueue richest = null;
    for (CreditQueue queue : weights) {
      if (!queue.isEmpty() && (richest == null || isRicher(queue, richest))) {
        richest = queue;
      }
    }
    return richest;
  }

  private boolean isRicher(CreditQueue one, CreditQueue other) {
    long difference = credit(one.first()) - credit(other.first());
    return difference != 0 ? difference > 0 : one.first() < other.first();
  }

  private long credit(int index) {
    return credits[index] + picks * home[index].weight();
  }

  private Map<String, Long> creditsByName() {
    Map<String, Long> byName = new HashMap<>();
    for (int i = 0; i < credits.length; i++) {
      byName.put(servers.get(i).name(), credit(i));
    }
    return byName;
  }

  private void adopt(List<Server> next, Map<String, Long> carried) {
    servers = next;
    picks = 0;
    sumOfWeights = 0;
    credits = new long[next.size()];
    out = new int[next.size()];
    outside = 0;
    home = new CreditQueue[next.size()];
    Map<Integer, CreditQueue> byWeight = new TreeMap<>();
    for (int i = 0; i < credits.length; i++) {
      Server server = next.get(i);
      home[i] = byWeight.computeIfAbsent(share(server), w -> new CreditQueue(w, credits));
      credits[i] = carried.getOrDefault(server.name(), 0L);
      home[i].add(i);
      sumOfWeights += share(server);
    }
    weights = byWeight.values().toArray(CreditQueue[]::new);
  }
}
