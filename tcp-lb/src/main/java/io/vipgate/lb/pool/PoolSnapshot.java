package io.vipgate.lb.pool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pool as it was at one instant. Immutable; a change makes a new snapshot with new lists, so a
 * list that is the same object holds the same servers.
 */
public final class PoolSnapshot {
  private final Map<Server, ServerState> states;
  private final List<Server> usable;
  private final List<List<Server>> lastResorts;

  PoolSnapshot(Map<Server, ServerState> states) {
    this.states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    this.usable = select(Standing.USABLE);
    this.lastResorts = List.of(select(Standing.DRAINED), select(Standing.DEAD));
  }

  /** Every server with its state, in the order of the configuration. */
  public Map<Server, ServerState> states() {
    return states;
  }

  /** The servers in rotation: ready or not yet checked, and of a weight above 0. */
  public List<Server> usable() {
    return usable;
  }

  /**
   * Whom to try when nobody usable is left: first those that are not ready (or of weight 0), then
   * those that are down. Serving badly beats refusing: checks can be wrong about all servers at
   * once.
   */
  public List<List<Server>> lastResorts() {
    return lastResorts;
  }

  private List<Server> select(Standing standing) {
    return states.entrySet().stream()
        .filter(e -> Standing.of(e.getKey(), e.getValue()) == standing)
        .map(Map.Entry::getKey)
        .toList();
  }

  private enum Standing {
    USABLE,
    DRAINED,
    DEAD,
    OUT;

    static Standing of(Server server, ServerState state) {
      return switch (state) {
        case MAINT -> OUT;
        case DOWN -> DEAD;
        case NOT_READY -> DRAINED;
        case UNKNOWN, READY -> server.weight() == 0 ? DRAINED : USABLE;
      };
    }
  }
}
