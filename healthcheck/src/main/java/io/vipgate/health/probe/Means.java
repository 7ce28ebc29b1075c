package io.vipgate.health.probe;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What some probes need of the machine.
 *
 * @param echo sends ICMP echo requests
 * @param blocking runs what blocks, one thread for each
 * @param variables what a program is told of a server beside what never changes, by the server's
 *     name in {@link ProgramSettings}; asked on any thread
 */
public record Means(Echo echo, Executor blocking, Function<String, Map<String, String>> variables) {
  /** No ICMP; programs are run on new threads. */
  public static final Means NONE = new Means(Echo.NONE, Means::onNewThread, server -> Map.of());

  private static void onNewThread(Runnable task) {
    Thread thread = new Thread(task, "vipgate-check-program");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same with another echo. */
  public static Means with(Echo echo) {
    return new Means(echo, NONE.blocking(), NONE.variables());
  }

  /** The same with other variables. */
  public Means telling(Function<String, Map<String, String>> other) {
    return new Means(echo, blocking, other);
  }
}
