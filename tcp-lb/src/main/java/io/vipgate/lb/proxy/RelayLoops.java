package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * The event loops that relay, and what is there once for each of them, however many frontends there
 * are: the memory that bytes pass through, and the bounds of what may be held back.
 */
public final class RelayLoops {
  /** One loop and what belongs to it. */
  record Lane(IoEventLoop loop, ReadBuffer buffer, Conduits conduits, FlightBudget flights) {}

  private final List<Lane> lanes;

  private RelayLoops(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  /**
   * Relays on all loops of a group.
   *
   * @param group event loops of epoll, made with {@code EpollIoHandler.newFactory()}
   * @param sizing of the pipes that bulk transfers go through
   */
  public static RelayLoops on(IoEventLoopGroup group, PipeSizing sizing) {
    List<Lane> lanes = new ArrayList<>();
    for (EventExecutor loop : group) {
      lanes.add(
          new Lane(
              (IoEventLoop) loop,
              new ReadBuffer(),
              new Conduits(sizing),
              new FlightBudget(FlightBudget.BYTES)));
    }
    return new RelayLoops(lanes);
  }

  /** At least one. */
  List<Lane> lanes() {
    return lanes;
  }
}
