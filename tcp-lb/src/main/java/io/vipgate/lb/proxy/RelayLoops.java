package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that relay, and what is there once for each of them, however many frontends there
 * are: the memory that bytes pass through, and the bounds of what may be held back.
 *
 * <p>All is done by the first. A second one has connections only that the first had handed over to
 * it while it was busy (decision record 0050), and costs nothing before.
 */
public final class RelayLoops {
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  /** One loop and what belongs to it. */
  record Lane(
      IoEventLoop loop,
      ReadBuffer buffer,
      Conduits conduits,
      FlightBudget flights,
      Workload workload,
      Relief relief) {}

  private final List<IoEventLoop> loops;
  private final PipeSizing sizing;
  private final LoopScheduling scheduling;
  private final Lane first;
  private volatile @Nullable Lane second;

  private RelayLoops(List<IoEventLoop> loops, PipeSizing sizing, LoopScheduling scheduling) {
    this.loops = loops;
    this.sizing = sizing;
    this.scheduling = scheduling;
    Relief relief = loops.size() > SECOND ? Relief.by(this::secondsTurns) : Relief.none();
    Pace pace = pace(FIRST);
    this.first =
        lane(
            FIRST,
            relief,
            busy -> {
              relief.windowOver(busy, System.nanoTime());
              if (relief.isShared()) {
                pace.busy(busy);
              }
            });
  }

  /** As {@link #on(IoEventLoopGroup, PipeSizing, LoopScheduling)}, on the first loop only. */
  public static RelayLoops on(IoEventLoopGroup group, PipeSizing sizing) {
    return on(group, sizing, LoopScheduling.AS_IT_IS);
  }

  /**
   * Relays on the first loop of a group, and on its second if that has too much to do.
   *
   * @param group event loops of epoll, made with {@code EpollIoHandler.newFactory()}
   * @param sizing of the pipes that bulk transfers go through
   * @param scheduling tells how busy the loops are
   */
  public static RelayLoops on(
      IoEventLoopGroup group, PipeSizing sizing, LoopScheduling scheduling) {
    List<IoEventLoop> loops = new ArrayList<>();
    for (EventExecutor loop : group) {
      loops.add((IoEventLoop) loop);
    }
    return new RelayLoops(List.copyOf(loops), sizing, scheduling);
  }

  /** Where clients are accepted, led to a server, and counted. */
  Lane first() {
    return first;
  }

  /** The one that relieves the first; there is one if {@link Relief} hands anything over. */
  Lane second() {
    Lane there = second;
    if (there == null) {
      there = lane(SECOND, Relief.none(), pace(SECOND)::busy);
      second = there;
    }
    return there;
  }

  private Lane lane(int number, Relief relief, DoubleConsumer windowOver) {
    return new Lane(
        loops.get(number),
        new ReadBuffer(),
        new Conduits(sizing),
        new FlightBudget(FlightBudget.BYTES),
        new Workload(share(), windowOver),
        relief);
  }

  private Pace pace(int number) {
    return new Pace(loops.get(number), scheduling, share(), number);
  }

  private CpuShare share() {
    return new CpuShare(System::nanoTime, scheduling::cpuNs);
  }

  private long secondsTurns() {
    Lane there = second;
    return there == null ? 0 : there.workload().turns();
  }
}
