package io.vipgate.app.runtime;

import io.vipgate.lb.proxy.LoopScheduling;
import io.vipgate.linux.Affinity;
import io.vipgate.linux.CpuTime;
import io.vipgate.linux.NativeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that relay: how many this machine has use for, and how its kernel treats them while
 * both are busy (decision record 0050).
 *
 * <p>What native calls need is loaded by {@link #rehearse}, neither while the service starts nor
 * when a busy thread asks first: there may be no file descriptor left to load it with.
 */
final class RelayThreads implements LoopScheduling {
  private static final Logger log = LoggerFactory.getLogger(RelayThreads.class);
  private static final int AT_MOST = 2;

  private final int processors;

  /** Of a thread that was not moved yet. Guarded by this. */
  private @Nullable Affinity before;

  /** Guarded by this; null before the rehearsal, and where native calls cannot be had. */
  private @Nullable CpuTime cpu;

  /**
   * @param processors how many this process may use; more than 0
   */
  RelayThreads(int processors) {
    this.processors = processors;
  }

  /** Those of this process. */
  static RelayThreads ofThisProcess() {
    return new RelayThreads(Runtime.getRuntime().availableProcessors());
  }

  /** How many threads may relay: a second one only if there is a processor for it. */
  int count() {
    return Math.min(AT_MOST, processors);
  }

  /** Asks the kernel for all that is asked later; no thread seems busy before. */
  synchronized void rehearse() {
    try {
      CpuTime asked = CpuTime.ofCallingThread();
      log.debug(
          "relay threads: {} of processors {}, rehearsed in {} ns",
          count(),
          before().only(0),
          asked.nowNs());
      cpu = asked;
    } catch (NativeException | LinkageError refused) {
      log.info("one thread relays, however busy it is: {}", String.valueOf(refused.getMessage()));
    }
  }

  /** 0 before the rehearsal. */
  @Override
  public synchronized long cpuNs() {
    return cpu == null ? 0 : cpu.nowNs();
  }

  /** With more processors than threads, the kernel finds an idle one at each wake-up. */
  @Override
  public void forThroughput(int loop) {
    try {
      Affinity all = before();
      if (all.count() == AT_MOST) {
        all.only(loop).apply();
      }
    } catch (NativeException refused) {
      log.debug("a busy relay thread is scheduled as before: {}", refused.getMessage());
    }
  }

  @Override
  public void asBefore() {
    try {
      before().apply();
    } catch (NativeException refused) {
      log.debug("a relay thread is scheduled as for throughput: {}", refused.getMessage());
    }
  }

  private synchronized Affinity before() throws NativeException {
    if (before == null) {
      before = Affinity.ofCallingThread();
    }
    return before;
  }
}
