package io.vipgate.lb.proxy;

import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.pool.PoolSnapshot;
import io.vipgate.lb.pool.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which servers one connection has tried, and which is next: never the same one twice while others
 * are left, and those out of rotation only when those in it are used up.
 */
final class Attempts {
  private final int retries;
  private final Flow flow;
  private final List<Server> tried = new ArrayList<>(2);
  private int made;

  /**
   * @param retries how many attempts may follow the first; with nobody in rotation every server
   *     gets one in any case
   * @param flow the connection
   */
  Attempts(int retries, Flow flow) {
    this.retries = retries;
    this.flow = flow;
  }

  /**
   * The server to try.
   *
   * @param failOpen whether it is out of rotation
   */
  record Choice(Server server, boolean failOpen) {}

  /** The next one, or null if all that is allowed has been tried. */
  @Nullable Choice next(PoolSnapshot pool, TierBalancers balancers) {
    if (made > allowed(pool)) {
      return null;
    }
    Choice choice = untried(pool, balancers);
    if (choice == null && !tried.isEmpty()) {
      tried.clear();
      choice = untried(pool, balancers);
    }
    return note(choice);
  }

  /**
   * The next one for a client whose server went away unanswered: as {@link #next}, but no server is
   * shown the same bytes twice, and none out of rotation while one is in it.
   */
  @Nullable Choice nextForReplay(PoolSnapshot pool, TierBalancers balancers) {
    if (made > allowed(pool)) {
      return null;
    }
    return note(
        pool.usable().isEmpty() ? untried(pool, balancers) : choose(pool.usable(), balancers, 0));
  }

  private int allowed(PoolSnapshot pool) {
    return pool.usable().isEmpty() ? Math.max(retries, pool.states().size() - 1) : retries;
  }

  private @Nullable Choice untried(PoolSnapshot pool, TierBalancers balancers) {
    Choice choice = choose(pool.usable(), balancers, 0);
    for (int i = 0; choice == null && i < pool.lastResorts().size(); i++) {
      choice = choose(pool.lastResorts().get(i), balancers, 1 + i);
    }
    return choice;
  }

  private @Nullable Choice choose(List<Server> servers, TierBalancers balancers, int tier) {
    Server server = balancers.pick(tier, servers, this::isUntried, flow);
    return server == null ? null : new Choice(server, tier > 0);
  }

  private boolean isUntried(Server server) {
    return !tried.contains(server);
  }

  private @Nullable Choice note(@Nullable Choice choice) {
    if (choice != null) {
      tried.add(choice.server());
      made++;
    }
    return choice;
  }
}
