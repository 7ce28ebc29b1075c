package io.vipgate.lb.proxy;

import io.vipgate.lb.pool.Server;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A frontend's connections on one event loop, and what ends those of them that an order concerns.
 */
final class Connections implements Iterable<Connection> {
  private static final int NOWHERE = -1;

  /** Each knows its place, so that it costs four bytes here, where a set's node takes 32. */
  private final List<Connection> all = new ArrayList<>();

  private final LongestSilent silent = new LongestSilent();

  void add(Connection connection) {
    connection.place(all.size());
    all.add(connection);
  }

  void remove(Connection connection) {
    int place = connection.place();
    if (place == NOWHERE) {
      return;
    }
    connection.place(NOWHERE);
    Connection last = all.remove(all.size() - 1);
    if (last != connection) {
      all.set(place, last);
      last.place(place);
    }
    silent.forget(connection);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public Iterator<Connection> iterator() {
    return all.iterator();
  }

  /**
   * A server is given up: who was answered by it is reset, and who was not goes to another one.
   *
   * @return how many were reset
   */
  int giveUp(Server server) {
    int reset = 0;
    for (Connection connection : matching(c -> c.isWith(server))) {
      reset += connection.giveUpServer() ? 1 : 0;
    }
    return reset;
  }

  /**
   * Ends one of a server's connections in order, the one that has been silent for longest.
   *
   * @return how many were closed: 1, or 0 if all are busy, or are looked at for the first time
   */
  int shed(String server) {
    Connection longest = silent.among(all, c -> c.isAtRestWith(server), System.nanoTime());
    if (longest == null) {
      return 0;
    }
    longest.shed();
    return 1;
  }

  /**
   * Resets those that clients have to a local address.
   *
   * @return how many
   */
  int reset(InetAddress local) {
    List<Connection> affected = matching(c -> c.isOn(local));
    affected.forEach(Connection::reset);
    return affected.size();
  }

  void resetAll() {
    matching(c -> true).forEach(Connection::reset);
  }

  private List<Connection> matching(Predicate<Connection> condition) {
    // A copy: a connection that is reset is none of them any more.
    return all.stream().filter(condition).toList();
  }
}
