package io.vipgate.app.track;

import io.vipgate.vrrp.role.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that is tracked, and who wants to know. It has a thread of its own, so that a slow one
 * delays nobody else.
 */
final class Watched implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watched.class);

  private final Executor control;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "vipgate-track");
            made.setDaemon(true);
            return made;
          });

  /** Touched on the control thread only. */
  private final List<Consumer<Observation>> listeners = new ArrayList<>();

  private Observation known = new Observation.Unknown("not known yet");

  /** Touched on this one's thread only. */
  private Observation posted = known;

  Watched(Executor control) {
    this.control = control;
  }

  void add(Consumer<Observation> listener) {
    listeners.add(listener);
    listener.accept(known);
  }

  /** Returns whether nobody is left. */
  boolean remove(Consumer<Observation> listener) {
    listeners.remove(listener);
    return listeners.isEmpty();
  }

  void every(Duration interval, Runnable work) {
    var unused =
        thread.scheduleAtFixedRate(
            () -> guarded(work), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A look that fails must not be the last one. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("tracking: a look failed, going on", e);
    }
  }

  /** On this one's thread: what it looks like now. */
  void observed(Observation now) {
    if (!now.equals(posted)) {
      posted = now;
      control.execute(() -> tell(now));
    }
  }

  private void tell(Observation now) {
    known = now;
    List.copyOf(listeners).forEach(listener -> listener.accept(now));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
