package io.vipgate.app.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the endpoint at a fixed rate, whether or not earlier attempts have ended: a client that
 * waits for its answers would not see how long an outage is.
 */
public final class Drill {
  private final EndpointProbe probe;
  private final long intervalNs;

  /**
   * @param intervalNs between the starts of two attempts
   */
  public Drill(EndpointProbe probe, long intervalNs) {
    this.probe = probe;
    this.intervalNs = intervalNs;
  }

  /** Something that may fail while the drill runs. */
  public interface Step<E extends Exception> {
    void run() throws E;
  }

  /**
   * Asks for {@code beforeNs}, takes the step, and asks on for {@code afterNs}.
   *
   * @throws E if the step fails; the attempts are thrown away then
   */
  public <E extends Exception> DrillReport run(long beforeNs, Step<E> step, long afterNs)
      throws E, InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    ExecutorService workers = Executors.newCachedThreadPool(Drill::thread);
    try {
      ask(workers, attempts, beforeNs);
      Thread asking = thread(() -> ask(workers, attempts, afterNs));
      asking.start();
      step.run();
      asking.join();
    } finally {
      workers.shutdown();
    }
    boolean all = workers.awaitTermination(1, TimeUnit.MINUTES);
    if (!all) {
      throw new IllegalStateException("drill: attempts without an end");
    }
    synchronized (attempts) {
      return new DrillReport(attempts);
    }
  }

  private void ask(ExecutorService workers, List<Attempt> attempts, long durationNs) {
    long next = System.nanoTime();
    long end = next + durationNs;
    while (next < end) {
      workers.execute(
          () -> {
            Attempt attempt = probe.attempt();
            synchronized (attempts) {
              attempts.add(attempt);
            }
          });
      next += intervalNs;
      for (long rest = next - System.nanoTime(); rest > 0; rest = next - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "vipgate-drill", 256 * 1024);
    thread.setDaemon(true);
    return thread;
  }
}
