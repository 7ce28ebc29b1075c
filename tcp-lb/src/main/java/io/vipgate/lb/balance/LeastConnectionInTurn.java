package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's {@code leastconn}: an idle server, or else the least {@code (open + 1) / weight};
 * equals take turns (lb_fwlc.c of HAProxy 2.6). The turns are what {@link NeverQueue} lacks: with
 * little load most picks are among equals, and there the first server would get them all.
 */
final class LeastConnectionInTurn extends LeastLoaded {
  private int next;

  @Override
  long overhead(long open) {
    return open == 0 ? 0 : open + 1;
  }

  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    int least = first(servers, next < servers.size() ? next : 0, eligible, load);
    if (least == Tournament.NOBODY) {
      return null;
    }
    next = least + 1;
    return servers.get(least);
  }
}
