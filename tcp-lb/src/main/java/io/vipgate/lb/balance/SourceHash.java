package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;

/**
 * IPVS's {@code sh}: 256 buckets, each server having as many in a row as its weight says, again and
 * again; {@code hash_32} of the client's address names the bucket (ip_vs_sh.c). The servers are in
 * the order of the configuration, where IPVS has the one that was added last first.
 *
 * <p>When a bucket's server is not eligible it goes on as with IPVS's {@code sh-fallback}.
 */
final class SourceHash extends SlotTable {
  static final int BITS = 8;

  @Override
  int[] assign(List<Server> servers) {
    return inRuns(1 << BITS, servers, DrainedLast::share);
  }

  @Override
  int slot(Flow flow, int probe, int slots) {
    int hash = AddressHash.hash32(AddressHash.fold(flow.client()), BITS);
    return probe == 0 ? hash : (hash + hash + probe - 1) % slots;
  }
}
