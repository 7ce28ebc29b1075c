package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connects under way, oldest first. All have the same timeout, so the oldest is due first and
 * one timer for it does for all; an attempt that succeeds costs no timer of its own.
 */
final class ConnectDeadlines {
  private final IoEventLoop loop;
  private final long timeoutNs;
  private final Set<Connection> waiting = new LinkedHashSet<>();
  private @Nullable Future<?> timer;

  ConnectDeadlines(IoEventLoop loop, long timeoutNs) {
    this.loop = loop;
    this.timeoutNs = timeoutNs;
  }

  void add(Connection connection) {
    waiting.add(connection);
    if (timer == null) {
      arm(timeoutNs);
    }
  }

  void remove(Connection connection) {
    waiting.remove(connection);
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void arm(long delayNs) {
    timer = loop.schedule(this::expire, delayNs, TimeUnit.NANOSECONDS);
  }

  private void expire() {
    timer = null;
    long now = System.nanoTime();
    while (!waiting.isEmpty()) {
      Iterator<Connection> oldestFirst = waiting.iterator();
      Connection oldest = oldestFirst.next();
      long leftNs = oldest.attemptStartedNs() + timeoutNs - now;
      if (leftNs > 0) {
        arm(leftNs);
        return;
      }
      oldestFirst.remove();
      oldest.connectTimedOut();
    }
  }
}
