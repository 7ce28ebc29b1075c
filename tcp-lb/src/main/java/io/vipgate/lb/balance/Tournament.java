package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who of a list of servers is ahead of all others, the first listed among equals. When one of them
 * changes only its own matches are played again: the logarithm of how many there are.
 *
 * <pre>
 *   1           a            the winner of all
 *   2, 3      a   c          winners of two matches
 *   4 to 7   a b c d         the servers, as listed
 * </pre>
 *
 * Who asks for the first that is eligible, or for one behind a place in the list, pays for each
 * better one that is not.
 */
final class Tournament {
  static final int NOBODY = -1;

  private static final int ROOT = 1;

  private final List<Server> servers;
  private final Order order;

  /** A power of two: how many leaves there are, and where they begin. */
  private final int width;

  private final int[] winners;

  /** Compares two servers by their places in the list. */
  @FunctionalInterface
  interface Order {
    /** Whether one is better than the other, and not merely as good. */
    boolean isAhead(int one, int other);
  }

  /** Plays all matches. */
  Tournament(List<Server> servers, Order order) {
    this.servers = servers;
    this.order = order;
    this.width = Integer.highestOneBit(Math.max(1, 2 * servers.size() - 1));
    this.winners = new int[2 * width];
    for (int i = 0; i < width; i++) {
      winners[width + i] = i < servers.size() ? i : NOBODY;
    }
    for (int node = width - 1; node >= ROOT; node--) {
      winners[node] = play(node);
    }
  }

  /** The server of that place has become better or worse. */
  void changed(int server) {
    int winner = NOBODY;
    for (int node = (width + server) / 2; node >= ROOT; node /= 2) {
      winner = play(node);
      if (winners[node] == winner && winner != server) {
        return;
      }
      winners[node] = winner;
    }
  }

  /**
   * The place of the best eligible one, or {@link #NOBODY}.
   *
   * @param start whom to prefer among equals; then those that follow, and at last those before
   */
  int first(int start, Predicate<Server> eligible) {
    int size = servers.size();
    int fromStart = best(ROOT, 0, width, start, size, NOBODY, NOBODY, eligible);
    return start == 0 ? fromStart : best(ROOT, 0, width, 0, start, fromStart, NOBODY, eligible);
  }

  /** What a server has to reach: if the better one of two does not, then neither does. */
  @FunctionalInterface
  interface Bar {
    boolean isReached(int server);
  }

  /** The first place from {@code from} on whose server is eligible and reaches the bar. */
  int next(int from, Bar bar, Predicate<Server> eligible) {
    return next(ROOT, 0, width, from, bar, eligible);
  }

  private int next(int node, int low, int span, int from, Bar bar, Predicate<Server> eligible) {
    int winner = winners[node];
    if (winner == NOBODY || low + span <= from || !bar.isReached(winner)) {
      return NOBODY;
    }
    if (span == 1) {
      return eligible.test(servers.get(winner)) ? winner : NOBODY;
    }
    int half = span / 2;
    int left = next(2 * node, low, half, from, bar, eligible);
    return left != NOBODY ? left : next(2 * node + 1, low + half, half, from, bar, eligible);
  }

  /**
   * Looks for one in {@code from} to {@code to} who is ahead of {@code best}.
   *
   * @param low the first place below the node, of {@code span}
   * @param refused is known not to be eligible
   */
  private int best(
      int node,
      int low,
      int span,
      int from,
      int to,
      int best,
      int refused,
      Predicate<Server> eligible) {
    int winner = winners[node];
    if (winner == NOBODY || low + span <= from || low >= to) {
      return best;
    }
    if (best != NOBODY && !order.isAhead(winner, best)) {
      return best;
    }
    boolean isAsked = winner >= from && winner < to;
    if (isAsked && winner != refused && eligible.test(servers.get(winner))) {
      return winner;
    }
    if (span == 1) {
      return best;
    }
    int half = span / 2;
    int known = isAsked ? winner : refused;
    int left = best(2 * node, low, half, from, to, best, known, eligible);
    return best(2 * node + 1, low + half, half, from, to, left, known, eligible);
  }

  private int play(int node) {
    int left = winners[2 * node];
    int right = winners[2 * node + 1];
    return right != NOBODY && order.isAhead(right, left) ? right : left;
  }
}
