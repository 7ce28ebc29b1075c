package io.vipgate.app.runtime;

import io.vipgate.app.config.ControlConfig;
import io.vipgate.linux.NativeException;
import io.vipgate.linux.Scheduling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop, scheduled as configured. What the kernel does not permit is a line in the log:
 * an ordinary thread does its work, too.
 */
final class RealtimeThread implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(RealtimeThread.class);

  private final ControlConfig config;
  private final Runnable loop;

  RealtimeThread(ControlConfig config, Runnable loop) {
    this.config = config;
    this.loop = loop;
  }

  @Override
  public void run() {
    config
        .realtimePriority()
        .ifPresent(
            priority -> attempt("realtime-priority", () -> Scheduling.becomeRealtime(priority)));
    if (config.lockMemory()) {
      attempt("lock-memory", Scheduling::lockMemory);
    }
    loop.run();
  }

  private interface Request {
    void ask() throws NativeException;
  }

  private static void attempt(String key, Request request) {
    try {
      request.ask();
      log.info("control.{}: in force", key);
    } catch (NativeException e) {
      log.warn("control.{}: not in force: {}", key, e.getMessage());
    }
  }
}
