package io.vipgate.lb.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one proxy. Writers from any thread take turns; readers take the current snapshot
 * without a lock and keep it for as long as one decision lasts.
 */
public final class ServerPool {
  private volatile PoolSnapshot snapshot;

  /**
   * A pool whose servers are all {@link ServerState#UNKNOWN}.
   *
   * @throws IllegalArgumentException if two servers share a name
   */
  public ServerPool(List<Server> servers) {
    Map<Server, ServerState> states = new LinkedHashMap<>();
    for (Server server : servers) {
      if (find(states, server.name()) != null) {
        throw new IllegalArgumentException(
            "servers: value: " + server.name() + " twice (expected: unique names)");
      }
      states.put(server, ServerState.UNKNOWN);
    }
    this.snapshot = new PoolSnapshot(states);
  }

  public PoolSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Sets a server's state; new connections follow it at once.
   *
   * @return the state that it had before
   * @throws IllegalArgumentException if no server has that name
   */
  public synchronized ServerState setState(String name, ServerState state) {
    Map<Server, ServerState> states = new LinkedHashMap<>(snapshot.states());
    Server server = find(states, name);
    if (server == null) {
      throw new IllegalArgumentException(
          "server: value: "
              + name
              + " (expected: one of "
              + states.keySet().stream().map(Server::name).toList()
              + ")");
    }
    ServerState before = states.replace(server, state);
    if (before != state) {
      snapshot = new PoolSnapshot(states);
    }
    return before == null ? state : before;
  }

  private static @Nullable Server find(Map<Server, ServerState> states, String name) {
    return states.keySet().stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }
}
