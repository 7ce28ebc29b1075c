package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;

/**
 * IPVS's {@code dh}: 256 buckets, the servers in turn, whatever their weight; {@code hash_32} of
 * the address that the client connected to names the bucket (ip_vs_dh.c). When its server is not
 * eligible the next bucket's is taken, where IPVS refuses.
 */
final class DestinationHash extends SlotTable {
  private static final int BITS = 8;

  @Override
  int[] assign(List<Server> servers) {
    return inRuns(1 << BITS, servers, server -> 1);
  }

  @Override
  int slot(Flow flow, int probe, int slots) {
    return (AddressHash.hash32(AddressHash.fold(flow.local()), BITS) + probe) % slots;
  }
}
