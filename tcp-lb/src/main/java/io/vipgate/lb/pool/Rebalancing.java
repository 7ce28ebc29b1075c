package io.vipgate.lb.pool;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose connections to end, and when, so that a server that has come back gets its share of those
 * that last for ever. Pure: it is told of each change of state and asked for one step at a time,
 * both with the time.
 *
 * <p>It begins with a recovery and ends when no server has more than its share of the open
 * connections, in proportion to the weights of those in rotation, by more than the tolerance. One
 * connection is closed at a time, evenly spaced. It pauses while a server is anything but ready,
 * while clients queue, and for a minute after each change of state. It closes no more connections
 * than there were when it began, so it ends also where balancing does not follow it.
 */
public final class Rebalancing {
  /** After the last change of state: a server that flaps shall not move anybody. */
  static final long SETTLED_NS = TimeUnit.MINUTES.toNanos(1);

  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final long intervalNs;
  private final double tolerance;
  private final Set<String> out = new HashSet<>();
  private boolean isOn;
  private long budget;
  private long dueNs;

  /**
   * @param perMinute how many connections to close in a minute; 0 for never any
   * @param tolerance by which part of its share a server may have more, 0 or above
   */
  public Rebalancing(int perMinute, double tolerance) {
    this.intervalNs = perMinute == 0 ? 0 : MINUTE_NS / perMinute;
    this.tolerance = tolerance;
  }

  /** A server's state is another one from now on. */
  public void moved(String server, ServerState to, long nowNs) {
    if (to == ServerState.READY) {
      if (out.remove(server) && intervalNs > 0) {
        isOn = true;
        budget = -1;
      }
    } else if (to != ServerState.UNKNOWN) {
      out.add(server);
    }
    dueNs = nowNs + SETTLED_NS;
  }

  /** When to ask for a step; {@link Long#MAX_VALUE} for not before the next recovery. */
  public long nextStepNs() {
    return isOn ? dueNs : Long.MAX_VALUE;
  }

  /**
   * What to do now.
   *
   * @param open connections of each server
   * @param queued clients that wait for a server
   */
  public Step step(PoolSnapshot pool, ToLongFunction<Server> open, long queued, long nowNs) {
    if (!isOn || nowNs < dueNs) {
      return Idle.NOT_DUE;
    }
    dueNs = nowNs + intervalNs;
    for (Map.Entry<Server, ServerState> each : pool.states().entrySet()) {
      if (each.getValue() != ServerState.READY) {
        return new Paused("server " + each.getKey().name() + " is " + each.getValue());
      }
    }
    return queued > 0 ? new Paused(queued + " clients wait for a server") : step(pool, open);
  }

  private Step step(PoolSnapshot pool, ToLongFunction<Server> open) {
    long all = pool.states().keySet().stream().mapToLong(open).sum();
    if (budget < 0) {
      budget = all;
    }
    Shares shares = Shares.of(pool, open, all);
    Close most = shares.mostAbove(tolerance);
    if (most == null || !shares.hasRoomBelow()) {
      isOn = false;
      return Idle.BALANCED;
    }
    if (budget == 0) {
      isOn = false;
      return Idle.GIVEN_UP;
    }
    return most;
  }

  /** That many of a step's connections were closed. */
  public void closed(int count) {
    budget = Math.max(0, budget - count);
  }

  /** What a step comes to. */
  public sealed interface Step {}

  /**
   * One of this server's connections is to be closed.
   *
   * @param open that it has
   * @param share that it is due
   */
  public record Close(String server, long open, long share) implements Step {}

  /** Not now; the reason in words. */
  public record Paused(String reason) implements Step {}

  /** Nothing to do. */
  public enum Idle implements Step {
    /** It is not time yet. */
    NOT_DUE,
    /** Nobody has too many; until the next recovery. */
    BALANCED,
    /** As many were closed as there were, and it did not help; until the next recovery. */
    GIVEN_UP
  }

  /** What each server has, and is due. Those of later tiers are due nothing. */
  private record Shares(
      List<Server> first, PoolSnapshot pool, ToLongFunction<Server> open, long all) {

    static Shares of(PoolSnapshot pool, ToLongFunction<Server> open, long all) {
      Set<String> names =
          pool.rotation().stream()
              .filter(tier -> !tier.isEmpty())
              .findFirst()
              .orElse(List.of())
              .stream()
              .map(Server::name)
              .collect(Collectors.toSet());
      // Those of the configuration: while somebody starts slowly, those in rotation are others.
      List<Server> first =
          pool.states().keySet().stream().filter(server -> names.contains(server.name())).toList();
      return new Shares(first, pool, open, all);
    }

    private double due(Server server) {
      double weights = first.stream().mapToInt(Server::weight).sum();
      return first.contains(server) ? all * server.weight() / weights : 0;
    }

    /** Null if nobody has a whole connection more than its share and the tolerance. */
    @Nullable Close mostAbove(double tolerance) {
      Close most = null;
      double greatest = 0;
      for (Server server : pool.states().keySet()) {
        long has = open.applyAsLong(server);
        double excess = has - due(server);
        if (excess >= 1 && excess > due(server) * tolerance && excess > greatest) {
          most = new Close(server.name(), has, Math.round(due(server)));
          greatest = excess;
        }
      }
      return most;
    }

    /** Whether somebody has less than its share and can take one more. */
    boolean hasRoomBelow() {
      return first.stream()
          .anyMatch(
              server -> {
                int max = server.options().maxConnections();
                long has = open.applyAsLong(server);
                return has < due(server) && (max == 0 || has < max);
              });
    }
  }
}
