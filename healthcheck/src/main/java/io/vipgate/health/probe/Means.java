package io.vipgate.health.probe;

import java.util.concurrent.Executor;

/**
 * What some probes need of the machine.
 *
 * @param echo sends ICMP echo requests
 * @param blocking runs what blocks, one thread for each
 */
public record Means(Echo echo, Executor blocking) {
  /** No ICMP; programs are run on new threads. */
  public static final Means NONE = new Means(Echo.NONE, Means::onNewThread);

  private static void onNewThread(Runnable task) {
    Thread thread = new Thread(task, "vipgate-check-program");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same with another echo. */
  public static Means with(Echo echo) {
    return new Means(echo, NONE.blocking());
  }
}
