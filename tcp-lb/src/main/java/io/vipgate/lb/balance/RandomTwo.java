package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The power of two choices: draws two servers, each with a chance in proportion to its weight, and
 * picks the one of the lower {@code open / weight}, the first drawn among equals. Several proxies
 * that do not know of each other do not all rush to the same least loaded server.
 *
 * <p>A draw is a place on a line on which each server has as much as it weighs. Who is not eligible
 * is drawn again, a few times; only then all are looked at. So the chances are those of a draw
 * among the eligible ones, and the more of them there are the less they are looked for.
 */
final class RandomTwo implements Balancer {
  private static final int NONE = -1;
  private static final int DRAWS = 4;

  private final RandomGenerator random;
  private List<Server> servers = List.of();

  /** By server: where it ends on the line. */
  private int[] ends = {};

  RandomTwo(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    int i = draw(eligible, NONE);
    if (i == NONE) {
      return null;
    }
    Server first = servers.get(i);
    int j = draw(eligible, i);
    if (j == NONE) {
      return first;
    }
    Server second = servers.get(j);
    boolean firstIsBusier = load.open(first) * share(second) > load.open(second) * share(first);
    return firstIsBusier ? second : first;
  }

  /** One that is eligible, and not the other one. */
  private int draw(Predicate<Server> eligible, int other) {
    int taken = other == NONE ? 0 : share(servers.get(other));
    int left = servers.isEmpty() ? 0 : ends[ends.length - 1] - taken;
    for (int draws = 0; left > 0 && draws < DRAWS; draws++) {
      int drawn = random.nextInt(left);
      boolean isBehindOther = other != NONE && drawn >= ends[other] - taken;
      int i = at(isBehindOther ? drawn + taken : drawn);
      if (eligible.test(servers.get(i))) {
        return i;
      }
    }
    return left > 0 ? drawAmong(eligible, other) : NONE;
  }

  private int at(int place) {
    int found = Arrays.binarySearch(ends, place);
    return found < 0 ? -found - 1 : found + 1;
  }

  private int drawAmong(Predicate<Server> eligible, int other) {
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

  private void adopt(List<Server> next) {
    servers = next;
    ends = new int[next.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += share(next.get(i));
      ends[i] = end;
    }
  }
}
