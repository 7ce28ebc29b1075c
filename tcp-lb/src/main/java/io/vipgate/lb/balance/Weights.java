package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;

/** What the weights of a list of servers amount to. */
final class Weights {
  private Weights() {}

  /** The greatest common divisor, or 1 for no server. */
  static int commonDivisor(List<Server> servers) {
    int divisor = 0;
    for (Server server : servers) {
      divisor = commonDivisor(divisor, share(server));
    }
    return Math.max(1, divisor);
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /** The highest, or 0 for no server. */
  static int highest(List<Server> servers) {
    int highest = 0;
    for (Server server : servers) {
      highest = Math.max(highest, share(server));
    }
    return highest;
  }
}
