package io.vipgate.app.runtime;

import io.netty.util.concurrent.EventExecutorGroup;
import io.vipgate.linux.CleanPages;
import io.vipgate.linux.CpuTime;
import io.vipgate.linux.FreedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that only something that is over has needed, and that nobody would take out of this
 * process on a machine with memory to spare: code and classes, 64 KiB around each place that was
 * looked at, and what the allocator keeps. It is given back when the start is over and in each
 * {@link Lull}, see decision record 0048. Not files where there is an election: a takeover must not
 * wait for a disk.
 */
final class SpareMemory {
  private static final Logger log = LoggerFactory.getLogger(SpareMemory.class);

  /** Later than the first verdicts. */
  private static final long START_S = 10;

  private static final long LOOK_S = 5;

  private final String home;
  private final Lull lull = new Lull();
  private final CpuTime cpu = CpuTime.ofProcess();
  private long lookedNs = System.nanoTime();
  private long cpuNs = cpu.nowNs();

  private SpareMemory(String home) {
    this.home = home;
  }

  /** Has it given back from when the start is over, by one of those threads. */
  static void giveBackInLulls(EventExecutorGroup threads) {
    // The packages' archive of classes lies beside their runtime.
    Path home = Path.of(System.getProperty("java.home")).toAbsolutePath().getParent();
    if (home != null) {
      var unused =
          threads.schedule(
              () -> new SpareMemory(home + "/").begin(threads), START_S, TimeUnit.SECONDS);
    }
  }

  /**
   * Has only that given back, once, which nobody reads from a disk when it is needed again: what
   * the start has freed.
   */
  static void giveBackWhatIsFreed(EventExecutorGroup threads) {
    var unused = threads.schedule(FreedMemory::giveBack, START_S, TimeUnit.SECONDS);
  }

  private void begin(EventExecutorGroup threads) {
    giveBack();
    var unused = threads.scheduleWithFixedDelay(this::look, LOOK_S, LOOK_S, TimeUnit.SECONDS);
  }

  private void look() {
    long nowNs = System.nanoTime();
    long cpuNowNs = cpu.nowNs();
    double share = (double) (cpuNowNs - cpuNs) / (nowNs - lookedNs);
    lookedNs = nowNs;
    cpuNs = cpuNowNs;
    if (lull.begins(share)) {
      giveBack();
    }
  }

  private void giveBack() {
    try {
      long kib = CleanPages.giveBack(this::isMappedForGood);
      boolean freed = FreedMemory.giveBack();
      log.debug("spare memory: {} KiB of files given back, freed memory: {}", kib, freed);
    } catch (IOException e) {
      log.debug("spare memory: kept: {}", e.toString());
    }
  }

  /** The runtime's files, and libraries, none of which is ever unloaded. */
  private boolean isMappedForGood(String file) {
    return file.startsWith(home) || file.contains(".so");
  }
}
