package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;

/**
 * Maglev hashing of the client's address, with the large table of the paper. Of servers with
 * different weights the heaviest takes a slot in each round, and the others in as many rounds as is
 * their share of it, evenly spread.
 */
final class Maglev extends SlotTable {
  private static final int SLOTS = 65_537;

  @Override
  int[] assign(List<Server> servers) {
    int[] offsets = new int[servers.size()];
    int[] skips = new int[servers.size()];
    for (int i = 0; i < offsets.length; i++) {
      long hash = AddressHash.of(servers.get(i).address());
      offsets[i] = below(SLOTS, hash);
      skips[i] = 1 + below(SLOTS - 1, AddressHash.mix(hash));
    }
    long heaviest = Weights.highest(servers);
    int[] shares = servers.stream().mapToInt(DrainedLast::share).toArray();
    return MaglevTable.populate(
        SLOTS,
        offsets,
        skips,
        (round, i) ->
            (int) ((round + 1L) * shares[i] / heaviest - (long) round * shares[i] / heaviest));
  }

  @Override
  int slot(Flow flow, int probe, int slots) {
    return below(slots, AddressHash.mix(AddressHash.of(flow.client()) + probe));
  }

  private static int below(int bound, long hash) {
    return (int) ((hash >>> 1) % bound);
  }
}
