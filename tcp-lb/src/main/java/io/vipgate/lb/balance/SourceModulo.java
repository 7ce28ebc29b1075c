package io.vipgate.lb.balance;

import static io.vipgate.lb.balance.DrainedLast.share;

import io.vipgate.lb.pool.Server;
import java.util.List;

/**
 * The hash of the client's address modulo the sum of the weights, as HAProxy's {@code balance
 * source} with {@code hash-type map-based}. Exact shares, but nearly every client moves when the
 * sum changes.
 */
final class SourceModulo extends SlotTable {
  @Override
  int[] assign(List<Server> servers) {
    int divisor = Weights.commonDivisor(servers);
    int slots = servers.stream().mapToInt(server -> share(server) / divisor).sum();
    return inRuns(slots, servers, server -> share(server) / divisor);
  }

  @Override
  int slot(Flow flow, int probe, int slots) {
    long hash = AddressHash.of(flow.client());
    return (int) ((AddressHash.mix(hash + probe) >>> 1) % slots);
  }
}
