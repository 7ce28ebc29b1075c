package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait for the same kind of thing, such as a server's answer to a connect,
 * oldest first. All have the same timeout, so the oldest is due first and one timer for it does for
 * all; a wait that ends well costs no timer of its own.
 */
final class Deadlines {
  /** What waits. */
  interface Waiting {
    /** When it was added; {@code System.nanoTime()}. */
    long waitingSinceNs();

    /** What it waits for did not come in time; it is not waited for any more. */
    void waitedTooLong();
  }

  private final IoEventLoop loop;
  private final long timeoutNs;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private @Nullable Future<?> timer;

  Deadlines(IoEventLoop loop, long timeoutNs) {
    this.loop = loop;
    this.timeoutNs = timeoutNs;
  }

  /** Begins a wait, now. */
  void add(Waiting one) {
    waiting.add(one);
    if (timer == null) {
      arm(timeoutNs);
    }
  }

  void remove(Waiting one) {
    waiting.remove(one);
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
      Iterator<Waiting> oldestFirst = waiting.iterator();
      Waiting oldest = oldestFirst.next();
      long leftNs = oldest.waitingSinceNs() + timeoutNs - now;
      if (leftNs > 0) {
        arm(leftNs);
        return;
      }
      oldestFirst.remove();
      oldest.waitedTooLong();
    }
  }
}
