package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;

/**
 * IPVS's {@code mh}: Maglev hashing with the kernel's table of 4093 slots, its hash and its keys,
 * in which a server takes as many slots a round as its weight divided by the common divisor, scaled
 * down where that needs more than six bits (ip_vs_mh.c). The servers are in the order of the
 * configuration, where IPVS has the one that was added last first.
 *
 * <p>When a slot's server is not eligible it goes on as with IPVS's {@code mh-fallback}.
 */
final class MaglevHash extends SlotTable {
  private static final int SLOTS = 4093;
  private static final int TURN_BITS = 6;
  private static final long KEY_1 = 2_654_435_761L;
  private static final long KEY_2 = 2_654_446_892L;

  @Override
  int[] assign(List<Server> servers) {
    int[] offsets = new int[servers.size()];
    int[] skips = new int[servers.size()];
    int[] turns = new int[servers.size()];
    int divisor = Weights.commonDivisor(servers);
    int shift = Math.max(0, bits(Weights.highest(servers) / divisor) - TURN_BITS);
    for (int i = 0; i < offsets.length; i++) {
      Server server = servers.get(i);
      int key = AddressHash.fold(server.address().getAddress()) + server.address().getPort();
      offsets[i] = Integer.remainderUnsigned(SipHash.hash32(KEY_1, key), SLOTS);
      skips[i] = 1 + Integer.remainderUnsigned(SipHash.hash32(KEY_2, key), SLOTS - 1);
      turns[i] = Math.max(1, (share(server) / divisor) >> shift);
    }
    return MaglevTable.populate(SLOTS, offsets, skips, (round, i) -> turns[i]);
  }

  @Override
  int slot(Flow flow, int probe, int slots) {
    int client = AddressHash.fold(flow.client());
    int slot = slot(client, slots);
    return probe == 0 ? slot : slot(client + (slot + probe - 1) % slots, slots);
  }

  private static int slot(int key, int slots) {
    return Integer.remainderUnsigned(SipHash.hash32(KEY_1, key), slots);
  }

  private static int bits(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }
}
