package io.vipgate.lb.balance;

import java.util.Arrays;

/**
 * Populates the lookup table of Maglev hashing: each server has a permutation of all slots, of its
 * own, and the servers take the next free slot of theirs by turns until none is left. So shares are
 * even, and few slots change hands when a server leaves or joins.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi16/technical-sessions/presentation/eisenbud">
 *     Maglev: A Fast and Reliable Software Network Load Balancer, section 3.4</a>
 */
final class MaglevTable {
  private static final int FREE = -1;

  private MaglevTable() {}

  /** How many slots a server takes in a round: above 0 for some server in some round. */
  @FunctionalInterface
  interface Turns {
    int in(int round, int server);
  }

  /**
   * Which server each slot belongs to.
   *
   * @param slots a prime, so that every skip visits all slots
   * @param offsets of each server: where its permutation begins, below {@code slots}
   * @param skips of each server: how far apart its choices are, 1 to {@code slots} - 1
   */
  static int[] populate(int slots, int[] offsets, int[] skips, Turns turns) {
    int[] owners = new int[slots];
    Arrays.fill(owners, FREE);
    int[] next = offsets.clone();
    int free = slots;
    for (int round = 0; free > 0; round++) {
      for (int server = 0; server < next.length && free > 0; server++) {
        int taken = Math.min(free, turns.in(round, server));
        for (int i = 0; i < taken; i++) {
          take(owners, next, server, skips[server]);
        }
        free -= taken;
      }
    }
    return owners;
  }

  private static void take(int[] owners, int[] next, int server, int skip) {
    int slot = next[server];
    while (owners[slot] != FREE) {
      slot += skip;
      slot -= slot < owners.length ? 0 : owners.length;
    }
    owners[slot] = server;
    next[server] = slot;
  }
}
