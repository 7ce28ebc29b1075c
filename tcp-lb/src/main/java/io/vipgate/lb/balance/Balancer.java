package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server of a new connection. An instance belongs to one event loop and remembers what
 * its algorithm needs from pick to pick; it holds no clock, lock or socket, and the same inputs in
 * the same order give the same picks.
 */
public interface Balancer {
  /**
   * Picks one of {@code servers}.
   *
   * @param servers the candidates, which never change: a list that is the same object as at the
   *     last pick holds the same servers, and another list may hold any others
   * @param eligible leaves out those that this connection has tried already
   * @param flow whose connection it is
   * @param load what the servers have to do; it changes only as {@link #loadChanged} is told
   * @return null if none is eligible; of weight 0 only if no one of a higher weight is
   */
  @Nullable Server pick(List<Server> servers, Predicate<Server> eligible, Flow flow, Load load);

  /**
   * A server has a connection more or less. To be told of each change of any server, whether it is
   * one of the candidates or not, so that nobody has to ask all of them at each pick.
   *
   * @param server known by its name
   */
  default void loadChanged(Server server, Load load) {}
}
