package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections to servers their keepalive options once they have lasted for a second. Clients'
 * sockets inherit theirs from the listener at no cost; for a server's they are four system calls, a
 * fifth of all that a short connection needs, and one that has been silent for less than a second
 * has no use for them.
 *
 * <p>It looks at all connections of the loop each second while any of them is that young, and does
 * nothing otherwise: a connection costs nothing of its own.
 */
final class ServerKeepalive {
  static final long AFTER_NS = TimeUnit.SECONDS.toNanos(1);

  private final IoEventLoop loop;
  private final Iterable<Connection> connections;
  private @Nullable Future<?> timer;

  ServerKeepalive(IoEventLoop loop, Iterable<Connection> connections) {
    this.loop = loop;
    this.connections = connections;
  }

  /** A server has accepted a connection. */
  void connected() {
    if (timer == null) {
      timer = loop.schedule(this::sweep, AFTER_NS, TimeUnit.NANOSECONDS);
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void sweep() {
    timer = null;
    long nowNs = System.nanoTime();
    for (Connection connection : connections) {
      if (!connection.keepServerAlive(nowNs)) {
        connected();
      }
    }
  }
}
