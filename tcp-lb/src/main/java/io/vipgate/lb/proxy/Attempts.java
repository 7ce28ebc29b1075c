package io.vipgate.lb.proxy;

import io.vipgate.lb.balance.Flow;
import io.vipgate.lb.pool.PoolSnapshot;
import io.vipgate.lb.pool.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which servers one connection has tried, and which is next: never the same one twice while others
 * are left, the next tier when one is used up, and those out of rotation only when those in it are.
 *
 * <p>A server that is full counts as one that is left: the connection waits for it rather than go
 * to a lower tier.
 */
final class Attempts {
  private final int retries;
  private final Flow flow;
  private final Predicate<Server> hasRoom;
  private final List<String> tried = new ArrayList<>(2);
  private ConnectFailure lastFailure = ConnectFailure.OTHER;
  private int made;
  private boolean again;

  /**
   * @param retries how many attempts may follow the first; with nobody in rotation every server
   *     gets one in any case
   * @param flow the connection
   * @param hasRoom whether a server may have one more connection
   */
  Attempts(int retries, Flow flow, Predicate<Server> hasRoom) {
    this.retries = retries;
    this.flow = flow;
    this.hasRoom = hasRoom;
  }

  /** What to do next. */
  sealed interface Next {}

  /**
   * Try a server.
   *
   * @param failOpen whether it is out of rotation
   * @param again whether all were tried before, this one too
   */
  record Choice(Server server, boolean failOpen, boolean again) implements Next {}

  /** The two other answers. */
  enum Other implements Next {
    /** Wait until a server has room. */
    FULL,
    /** Give up: all that is allowed has been tried. */
    EXHAUSTED
  }

  /** The next one. */
  Next next(PoolSnapshot pool, TierBalancers balancers) {
    if (made > allowed(pool)) {
      return Other.EXHAUSTED;
    }
    Next next = untried(pool, balancers);
    if (next == Other.EXHAUSTED && !tried.isEmpty()) {
      tried.clear();
      again = true;
      next = untried(pool, balancers);
    }
    return note(next);
  }

  /**
   * The next one for a client whose server went away unanswered: as {@link #next}, but no server is
   * shown the same bytes twice, and none out of rotation while one is in it.
   */
  Next nextForReplay(PoolSnapshot pool, TierBalancers balancers) {
    if (made > allowed(pool)) {
      return Other.EXHAUSTED;
    }
    return note(pool.isNobodyUsable() ? untried(pool, balancers) : inRotation(pool, balancers));
  }

  /** The server that was tried last cannot be had. */
  void failed(ConnectFailure reason) {
    lastFailure = reason;
  }

  /** Why the last one could not be had. */
  ConnectFailure lastFailure() {
    return lastFailure;
  }

  /** Whether no server has been tried yet. */
  boolean isFresh() {
    return made == 0;
  }

  private int allowed(PoolSnapshot pool) {
    return pool.isNobodyUsable() ? Math.max(retries, pool.states().size() - 1) : retries;
  }

  private Next untried(PoolSnapshot pool, TierBalancers balancers) {
    Next next = inRotation(pool, balancers);
    int tiers = pool.rotation().size();
    for (int i = 0; next == Other.EXHAUSTED && i < pool.lastResorts().size(); i++) {
      next = choose(pool.lastResorts().get(i), balancers, tiers + i, true);
    }
    return next;
  }

  private Next inRotation(PoolSnapshot pool, TierBalancers balancers) {
    Next next = Other.EXHAUSTED;
    for (int i = 0; next == Other.EXHAUSTED && i < pool.rotation().size(); i++) {
      next = choose(pool.rotation().get(i), balancers, i, false);
    }
    return next;
  }

  private Next choose(List<Server> servers, TierBalancers balancers, int tier, boolean failOpen) {
    Server server = balancers.pick(tier, servers, this::isEligible, flow);
    if (server != null) {
      return new Choice(server, failOpen, again);
    }
    return servers.stream().anyMatch(this::isUntried) ? Other.FULL : Other.EXHAUSTED;
  }

  private boolean isEligible(Server server) {
    return isUntried(server) && hasRoom.test(server);
  }

  /** By name: a server whose weight or address changes meanwhile is still the same one. */
  private boolean isUntried(Server server) {
    return !tried.contains(server.name());
  }

  private Next note(Next next) {
    if (next instanceof Choice choice) {
      tried.add(choice.server().name());
      made++;
    }
    return next;
  }
}
