package io.vipgate.lb.proxy;

import io.vipgate.lb.balance.Balancer;
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
  private final List<Server> tried = new ArrayList<>(2);
  private int made;

  /**
   * @param retries how many attempts may follow the first; with nobody in rotation every server
   *     gets one in any case
   */
  Attempts(int retries) {
    this.retries = retries;
  }

  /**
   * The server to try.
   *
   * @param failOpen whether it is out of rotation
   */
  record Choice(Server server, boolean failOpen) {}

  /** The next one, or null if all that is allowed has been tried. */
  @Nullable Choice next(PoolSnapshot pool, Balancer balancer) {
    if (made > allowed(pool)) {
      return null;
    }
    Choice choice = untried(pool, balancer);
    if (choice == null && !tried.isEmpty()) {
      tried.clear();
      choice = untried(pool, balancer);
    }
    return note(choice);
  }

  /**
   * The next one for a client whose server went away unanswered: as {@link #next}, but no server is
   * shown the same bytes twice, and none out of rotation while one is in it.
   */
  @Nullable Choice nextForReplay(PoolSnapshot pool, Balancer balancer) {
    if (made > allowed(pool)) {
      return null;
    }
    return note(
        pool.usable().isEmpty() ? untried(pool, balancer) : choose(pool.usable(), balancer, false));
  }

  private int allowed(PoolSnapshot pool) {
    return pool.usable().isEmpty() ? Math.max(retries, pool.states().size() - 1) : retries;
  }

  private @Nullable Choice untried(PoolSnapshot pool, Balancer balancer) {
    Choice choice = choose(pool.usable(), balancer, false);
    for (int i = 0; choice == null && i < pool.lastResorts().size(); i++) {
      choice = choose(pool.lastResorts().get(i), balancer, true);
    }
    return choice;
  }

  private @Nullable Choice choose(List<Server> servers, Balancer balancer, boolean failOpen) {
    Server server = balancer.pick(servers, this::isUntried);
    return server == null ? null : new Choice(server, failOpen);
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
