package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a loop that may not be silent for ever. They are looked at now and then, so
 * that a byte that passes costs nothing; connections without such a timeout are not here.
 */
final class IdleWatch {
  private final IoEventLoop loop;
  private final Map<Connection, Watched> connections = new HashMap<>();
  private long tickNs = Long.MAX_VALUE;
  private @Nullable Future<?> timer;

  private record Watched(Relay relay, Timeouts timeouts, Silence silence) {
    @Nullable Idle look(long nowNs) {
      return silence.look(
          relay.clientActivity(), relay.serverActivity(), relay.isHalfClosed(), timeouts, nowNs);
    }
  }

  IdleWatch(IoEventLoop loop) {
    this.loop = loop;
  }

  void add(Connection connection, Relay relay, Timeouts timeouts) {
    if (!timeouts.hasIdle()) {
      return;
    }
    Watched watched = new Watched(relay, timeouts, new Silence());
    watched.look(System.nanoTime());
    connections.put(connection, watched);
    if (timer == null || timeouts.tickNs() < tickNs) {
      tickNs = timeouts.tickNs();
      arm();
    }
  }

  void remove(Connection connection) {
    connections.remove(connection);
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void arm() {
    stop();
    timer = loop.schedule(this::look, tickNs, TimeUnit.NANOSECONDS);
  }

  private void look() {
    timer = null;
    long now = System.nanoTime();
    List<Map.Entry<Connection, Idle>> expired = new ArrayList<>();
    connections.forEach(
        (connection, watched) -> {
          Idle idle = watched.look(now);
          if (idle != null) {
            expired.add(Map.entry(connection, idle));
          }
        });
    expired.forEach(entry -> entry.getKey().silentTooLong(entry.getValue()));
    if (!connections.isEmpty()) {
      arm();
    }
  }
}
