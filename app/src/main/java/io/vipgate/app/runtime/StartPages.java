package io.vipgate.app.runtime;

import io.vipgate.linux.CleanPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code and classes that only the start needed: 10 MiB of the runtime's own files, which nobody
 * would take out of this process on a machine with memory to spare. They are given back when the
 * start is over, and once more when metrics have been asked for the first time. Not where there is
 * an election: a takeover must not wait for a disk.
 */
final class StartPages implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(StartPages.class);

  /** Later than the first verdicts; then later than the first scrapes. */
  private static final List<Long> WAITS_S = List.of(10L, 600L);

  private final String home;

  private StartPages(String home) {
    this.home = home;
  }

  /** Has them given back as soon as the start is over. */
  static void giveBackSoon() {
    // The packages' archive of classes lies beside their runtime.
    Path home = Path.of(System.getProperty("java.home")).toAbsolutePath().getParent();
    if (home != null) {
      Thread thread = new Thread(new StartPages(home + "/"), "vipgate-start-pages");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      for (long wait : WAITS_S) {
        TimeUnit.SECONDS.sleep(wait);
        long kib = CleanPages.giveBack(file -> file.startsWith(home));
        log.debug("start pages: {} KiB given back", kib);
      }
    } catch (IOException e) {
      log.debug("start pages: kept: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
