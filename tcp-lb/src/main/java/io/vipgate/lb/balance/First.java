package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The first eligible server in the order of the configuration; weight does not count. */
final class First implements Balancer {
  @Override
  public @Nullable Server pick(
      List<Server> servers, Predicate<Server> eligible, Flow flow, Load load) {
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (eligible.test(server)) {
        return server;
      }
    }
    return null;
  }
}
