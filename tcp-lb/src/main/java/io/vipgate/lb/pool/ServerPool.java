package io.vipgate.lb.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
    requireUniqueNames(servers);
    this.snapshot = new PoolSnapshot(servers.stream().map(Member::of).toList());
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
  public ServerState setState(String name, ServerState state) {
    return change(name, member -> member.with(state)).state();
  }

  /**
   * Sets how much of its weight a server gets for the time being.
   *
   * @param share 1 to {@link SlowStart#FULL}
   * @throws IllegalArgumentException if no server has that name
   */
  public void setShare(String name, int share) {
    var unused = change(name, member -> member.withShare(share));
  }

  /**
   * Has other servers from now on. One that stays, by name and address, keeps its state; a new one
   * is {@link ServerState#UNKNOWN}.
   *
   * @throws IllegalArgumentException if two servers share a name
   */
  public synchronized void replace(List<Server> servers) {
    requireUniqueNames(servers);
    snapshot = new PoolSnapshot(servers.stream().map(this::asMember).toList());
  }

  private Member asMember(Server server) {
    return snapshot.members().stream()
        .filter(member -> member.isAt(server.name(), server.address()))
        .findFirst()
        .map(member -> member.with(server))
        .orElseGet(() -> Member.of(server));
  }

  /** Returns the member as it was before. */
  private synchronized Member change(String name, UnaryOperator<Member> change) {
    List<Member> members = new ArrayList<>(snapshot.members());
    int at = indexOf(members, name);
    Member before = members.get(at);
    Member after = change.apply(before);
    if (!after.equals(before)) {
      members.set(at, after);
      snapshot = new PoolSnapshot(members);
    }
    return before;
  }

  private static int indexOf(List<Member> members, String name) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).server().name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "server: value: "
            + name
            + " (expected: one of "
            + members.stream().map(member -> member.server().name()).toList()
            + ")");
  }

  private static void requireUniqueNames(List<Server> servers) {
    Set<String> names = new HashSet<>();
    for (Server server : servers) {
      if (!names.add(server.name())) {
        throw new IllegalArgumentException(
            "servers: value: " + server.name() + " twice (expected: unique names)");
      }
    }
  }
}
