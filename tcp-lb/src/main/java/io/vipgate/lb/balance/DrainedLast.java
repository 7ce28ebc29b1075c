package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps servers of weight 0 apart from the others, whatever the algorithm: they are picked only
 * when no other is eligible, and then they count as equals. So no algorithm ever sees both.
 */
final class DrainedLast implements Balancer {
  private final Balancer inRotation;
  private final Balancer drained;
  private List<Server> servers = List.of();
  private List<Server> serversInRotation = List.of();
  private List<Server> serversDrained = List.of();

  /**
   * @param algorithm makes the one that picks among those of a weight above 0, and another one for
   *     those of weight 0
   */
  DrainedLast(Supplier<Balancer> algorithm) {
    this.inRotation = algorithm.get();
    this.drained = algorithm.get();
  }

  /** What a server counts for beside its like: its weight, or 1 if that is 0. */
  static int share(Server server) {
    return Math.max(1, server.weight());
  }

  @Override
  public @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      adopt(candidates);
    }
    Server server =
        serversInRotation.isEmpty()
            ? null
            : inRotation.pick(serversInRotation, eligible, flow, load);
    return server != null || serversDrained.isEmpty()
        ? server
        : drained.pick(serversDrained, eligible, flow, load);
  }

  @Override
  public void loadChanged(Server server, Load load) {
    inRotation.loadChanged(server, load);
    drained.loadChanged(server, load);
  }

  /** A list that stays as it was stays the same object, too: who made a table of it keeps it. */
  private void adopt(List<Server> next) {
    servers = next;
    serversInRotation = unlessEqual(serversInRotation, next.stream().filter(s -> s.weight() > 0));
    serversDrained = unlessEqual(serversDrained, next.stream().filter(s -> s.weight() == 0));
  }

  private static List<Server> unlessEqual(List<Server> before, Stream<Server> now) {
    List<Server> next = now.toList();
    return next.equals(before) ? before : next;
  }
}
