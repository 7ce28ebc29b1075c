package io.vipgate.lb.proxy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds who has been silent for longest among some connections, as seen by looking at their byte
 * counts now and then: the data path itself keeps no time.
 */
final class LongestSilent {
  /** Who has said something since may be in the middle of a request. */
  static final long AT_LEAST_NS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Connection, Seen> seen = new HashMap<>();

  private record Seen(long bytes, long sinceNs) {}

  /**
   * Looks at all connections.
   *
   * @return of those that may be chosen the one that has been silent for longest, the oldest among
   *     equals; null if none has been for long enough, as far as is known
   */
  @Nullable Connection among(
      Collection<Connection> connections, Predicate<Connection> choosable, long nowNs) {
    Connection longest = null;
    long longestNs = AT_LEAST_NS;
    for (Connection connection : connections) {
      long silentNs = nowNs - silentSinceNs(connection, nowNs);
      boolean isNext =
          silentNs > longestNs || (silentNs == longestNs && isOlder(connection, longest));
      if (isNext && choosable.test(connection)) {
        longest = connection;
        longestNs = silentNs;
      }
    }
    return longest;
  }

  /** It is over. */
  void forget(Connection connection) {
    seen.remove(connection);
  }

  private static boolean isOlder(Connection one, @Nullable Connection other) {
    return other == null || one.arrivedNs() - other.arrivedNs() < 0;
  }

  private long silentSinceNs(Connection connection, long nowNs) {
    long bytes = connection.activity();
    Seen before = seen.get(connection);
    if (before != null && before.bytes() == bytes) {
      return before.sinceNs();
    }
    seen.put(connection, new Seen(bytes, nowNs));
    return nowNs;
  }
}
