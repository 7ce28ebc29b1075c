package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.unix.Errors;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shut while no file descriptor is to be had: what would accept or connect waits here, and is run
 * again when one is closed by us, or after a moment, since others may have closed some.
 *
 * <p>One episode, from the first shortage until the accept queue is empty again, is one log line at
 * its start and one at its end.
 */
final class DescriptorGate {
  private static final Logger log = LoggerFactory.getLogger(DescriptorGate.class);
  private static final long RETRY_MS = 100;

  private final IoEventLoop loop;
  private final String frontend;
  private final ReasonCounters<AcceptPause> pauses;
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private @Nullable Future<?> timer;
  private boolean shut;
  private boolean episode;

  DescriptorGate(IoEventLoop loop, String frontend, ReasonCounters<AcceptPause> pauses) {
    this.loop = loop;
    this.frontend = frontend;
    this.pauses = pauses;
  }

  /** Loads what a shortage needs, while a class file can still be opened. */
  void rehearse() {
    Errno.of(Errors.newIOException("accept", -Errno.EMFILE));
    var unused = Ending.of(ConnectFailure.NO_DESCRIPTOR);
    timer = loop.schedule(this::onTimer, 0, TimeUnit.MILLISECONDS);
  }

  boolean isShut() {
    return shut;
  }

  /** Runs {@code work} when the gate opens; the same object waits only once. */
  void await(Runnable work) {
    waiting.add(work);
  }

  /** Shuts the gate for all, since {@code work} found no descriptor. */
  void shut(Runnable work, Throwable cause) {
    shut = true;
    waiting.add(work);
    pauses.increment(AcceptPause.NO_DESCRIPTOR);
    if (timer == null) {
      timer = loop.schedule(this::onTimer, RETRY_MS, TimeUnit.MILLISECONDS);
    }
    if (!episode) {
      episode = true;
      log.warn(
          "{}: accepting pauses: {} (expected: a free file descriptor; raise LimitNOFILE)",
          frontend,
          String.valueOf(cause.getMessage()));
    }
  }

  /** A descriptor of ours was closed. */
  void open() {
    if (!shut) {
      return;
    }
    shut = false;
    List<Runnable> released = List.copyOf(waiting);
    waiting.clear();
    released.forEach(Runnable::run);
  }

  /** Nobody waits to be accepted any more. */
  void drained() {
    if (episode && waiting.isEmpty()) {
      episode = false;
      log.info("{}: accepting again", frontend);
    }
  }

  void stop() {
    waiting.clear();
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void onTimer() {
    timer = null;
    open();
  }
}
