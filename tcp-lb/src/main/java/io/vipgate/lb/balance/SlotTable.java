package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table of slots that each belong to a server; an address of the connection leads to a slot. The
 * table is made when the list of servers changes, and a pick only looks it up.
 *
 * <p>When a slot's server is not eligible the algorithm names further slots, a bounded number of
 * them; after those it is the first eligible server in the list.
 */
abstract class SlotTable implements Balancer {
  private static final int PROBES = 64;

  private final Balancer rest = new First();
  private List<Server> servers = List.of();
  private int[] owners = {};

  /** Which server, by its index, each slot belongs to. */
  abstract int[] assign(List<Server> servers);

  /**
   * The slot to look into.
   *
   * @param probe 0 at first, then counting up while those that it finds are not eligible
   */
  abstract int slot(Flow flow, int probe, int slots);

  @Override
  public final @Nullable Server pick(
      List<Server> candidates, Predicate<Server> eligible, Flow flow, Load load) {
    if (candidates != servers) {
      owners = candidates.isEmpty() ? new int[0] : assign(candidates);
      servers = candidates;
    }
    if (servers.isEmpty()) {
      return null;
    }
    for (int probe = 0; probe < PROBES; probe++) {
      Server owner = servers.get(owners[slot(flow, probe, owners.length)]);
      if (eligible.test(owner)) {
        return owner;
      }
    }
    return rest.pick(servers, eligible, flow, load);
  }

  /** Slots in the order of the list, {@code run} in a row for each server, again and again. */
  static int[] inRuns(int slots, List<Server> servers, ToIntFunction<Server> run) {
    int[] owners = new int[slots];
    int server = 0;
    int taken = 0;
    for (int slot = 0; slot < slots; slot++) {
      owners[slot] = server;
      taken++;
      if (taken >= run.applyAsInt(servers.get(server))) {
        taken = 0;
        server = (server + 1) % servers.size();
      }
    }
    return owners;
  }
}
