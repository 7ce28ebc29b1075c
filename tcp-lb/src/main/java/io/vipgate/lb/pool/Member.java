package io.vipgate.lb.pool;

import java.net.InetSocketAddress;

/**
 * A server in its pool.
 *
 * @param share how much of its weight it gets, out of {@link SlowStart#FULL}
 */
record Member(Server server, ServerState state, int share) {

  static Member of(Server server) {
    return new Member(server, ServerState.UNKNOWN, SlowStart.FULL);
  }

  Member with(Server other) {
    return new Member(other, state, share);
  }

  Member with(ServerState other) {
    return new Member(server, other, share);
  }

  Member withShare(int other) {
    return new Member(server, state, other);
  }

  boolean isAt(String name, InetSocketAddress address) {
    return server.name().equals(name) && server.address().equals(address);
  }

  Standing standing() {
    if (server.address().isUnresolved()) {
      return Standing.OUT;
    }
    return switch (state) {
      case MAINT -> Standing.OUT;
      case DOWN -> Standing.DEAD;
      case NOT_READY -> Standing.DRAINED;
      case UNKNOWN, READY -> server.weight() == 0 ? Standing.DRAINED : Standing.USABLE;
    };
  }

  boolean isStarting() {
    return standing() == Standing.USABLE && share < SlowStart.FULL;
  }

  /** With its share of so many times its weight, and of that at least 1. */
  Member scaledBy(int factor) {
    int weight = Math.max(1, server.weight() * factor * share / SlowStart.FULL);
    return with(server.withWeight(weight));
  }

  /** What a server is good for. */
  enum Standing {
    USABLE,
    DRAINED,
    DEAD,
    OUT
  }
}
