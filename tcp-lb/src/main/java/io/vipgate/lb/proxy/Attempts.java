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
  private final List<String> tried = new ArrayList<>(2);
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
    return note(pool.isNobodyUsable() ? untried(pool, balancers) : inRotation(pool, balancers));
  }

  private int allowed(PoolSnapshot pool) {
    return pool.isNobodyUsable() ? Math.max(retries, pool.states().size() - 1) : retries;
  }

  private @Nullable Choice untried(PoolSnapshot pool, TierBalancers balancers) {
    Choice choice = inRotation(pool, balancers);
    int tiers = pool.rotation().size();
    for (int i = 0; choice == null && i < pool.lastResorts().size(); i++) {
      choice = choose(pool.lastResorts().get(i), balancers, tiers + i, true);
    }
    return choice;
  }

  private @Nullable Choice inRotation(PoolSnapshot pool, TierBalancers balancers) {
    Choice choice = null;
    for (int i = 0; choice == null && i < pool.rotation().size(); i++) {
      choice = choose(pool.rotation().get(i), balancers, i, false);
    }
    return choice;
  }

  private @Nullable Choice choose(
      List<Server> servers, TierBalancers balancers, int tier, boolean failOpen) {
    Server server = balancers.pick(tier, servers, this::isUntried, flow);
    return server == null ? null : new Choice(server, failOpen);
  }

  /** By name: a server whose weight or address changes meanwhile is still the same one. */
  private boolean isUntried(Server server) {
    return !tried.contains(server.name());
  }

  private @Nullable Choice note(@Nullable Choice choice) {
    if (choice != null) {
      tried.add(choice.server().name());
      made++;
    }
    return choice;
  }
}
