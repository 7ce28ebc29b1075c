package io.vipgate.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be tracked. */
public sealed interface Tracked {

  /** Up while the interface is there, up, and has a carrier. */
  record Interface(String interfaceName) implements Tracked {}

  /** Up while that proxy of ours listens, and its event loop turns. */
  record Proxy(String proxy) implements Tracked {}

  /** Up while at least so many of that proxy's servers are ready, 1 or more. */
  record Servers(String proxy, int atLeast) implements Tracked {}

  /**
   * Up while at least so many such processes run, 1 or more.
   *
   * @param process a process's name, or with an absolute path its program and first arguments
   */
  record Processes(String process, int atLeast, Duration interval) implements Tracked {}

  /** The number that stands in the file. */
  record NumberInFile(Path file, Duration interval) implements Tracked {}

  /**
   * Up while the command exits with 0.
   *
   * @param command an absolute path and its arguments
   * @param timeout at most the interval
   * @param rise successes in a row that it takes to be up again
   * @param fall failures in a row that it takes to be down
   * @param user to run it as; null: as vipgate itself
   */
  record Script(
      List<String> command,
      Duration interval,
      Duration timeout,
      int rise,
      int fall,
      @Nullable String user)
      implements Tracked {
    public Script {
      command = List.copyOf(command);
    }
  }
}
