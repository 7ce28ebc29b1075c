package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keeps the servers in an order that depends on each one's weight and load and on nothing else. A
 * pick costs the logarithm of their number, and as much again for each better one that is not
 * eligible.
 */
abstract class Ranked implements Balancer, Tournament.Order {
  private List<Server> servers = List.of();
  private Map<String, Integer> places = Map.of();
  private Tournament tournament = new Tournament(servers, this);

  /** There is that number of servers from now on, and all will be rated. */
  abstract void resize(int size);

  /** Takes note of what one has to do. */
  abstract void rate(int place, Server server, long open);

  /** As {@link Tournament#first}. */
  final int first(List<Server> candidates, int start, Predicate<Server> eligible, Load load) {
    if (candidates != servers) {
      adopt(candidates, load);
    }
    return tournament.first(start, eligible);
  }

  @Override
  public void loadChanged(Server server, Load load) {
    Integer place = places.get(server.name());
    if (place != null) {
      rate(place, servers.get(place), load.open(server));
      tournament.changed(place);
    }
  }

  private void adopt(List<Server> next, Load load) {
    servers = next;
    places = new HashMap<>();
    resize(next.size());
    for (int i = 0; i < next.size(); i++) {
      places.put(next.get(i).name(), i);
      rate(i, next.get(i), load.open(next.get(i)));
    }
    tournament = new Tournament(next, this);
  }
}
