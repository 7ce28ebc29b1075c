package io.vipgate.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that the lab started, with its descendants: they are frozen, thawed and killed
 * together, as a node's crash or hang would do it.
 */
public final class LabProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String label;
  private final Process process;
  private final ProcessLog log;

  private LabProcess(String label, Process process, ProcessLog log) {
    this.label = label;
    this.process = process;
    this.log = log;
  }

  static LabProcess start(String label, List<String> command, Consumer<String> listener) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new LabProcess(
          label, process, ProcessLog.follow(label, process.getInputStream(), listener));
    } catch (IOException e) {
      throw new LabException("process: %s: value: could not start".formatted(label), e);
    }
  }

  /** The name that it was started under. */
  public String label() {
    return label;
  }

  /** The process ID, that of the started program itself. */
  public long pid() {
    return process.pid();
  }

  /** What it wrote so far. */
  public ProcessLog log() {
    return log;
  }

  /** Whether the started program itself still runs; a frozen one does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new LabException("process: %s: could not write to its input".formatted(label), e);
    }
  }

  /** Closes its standard input, which asks the lab's own clients to finish and to end. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new LabException("process: %s: could not close its input".formatted(label), e);
    }
  }

  /** The exit code (128 + signal if a signal ended it); waits for the end. */
  public int awaitExit(Duration deadline) {
    if (!waitFor(deadline)) {
      throw new LabException(
          "process: %s: value: still running after %d ms (expected: an end)\n%s"
              .formatted(label, deadline.toMillis(), log.tail()));
    }
    return process.exitValue();
  }

  /**
   * SIGSTOP to it and its descendants: they hold what they hold, and do nothing. Returns when all
   * of them stand still, also those that were born meanwhile.
   */
  public void freeze() {
    Await.until(
        "all of " + label + " stands still",
        GRACE,
        () -> {
          signal("STOP", moving());
          return moving().isEmpty();
        });
  }

  /** SIGCONT to it and its descendants. */
  public void thaw() {
    signal("CONT", tree());
  }

  /**
   * SIGKILL to it and its descendants. They are stopped first: a child that notices the death of
   * its parent (keepalived's does) would otherwise have time to leave in good order.
   */
  public void kill() {
    if (!process.isAlive() && process.descendants().findAny().isEmpty()) {
      return;
    }
    if (process.descendants().findAny().isEmpty()) {
      // Without a detour over kill(1), which would take some of the time that tests measure.
      process.toHandle().destroyForcibly();
    } else {
      freeze();
      signal("KILL", tree());
    }
    awaitExit(GRACE);
  }

  /**
   * SIGKILL to it and its descendants, one right after the other: for measurements that count from
   * there, and children that do not mind their parent's death.
   *
   * @return when, in nanoseconds of {@link EpochTime}
   */
  public long killAtOnce() {
    List<ProcessHandle> all = tree();
    long killedNs = EpochTime.nowNs();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitExit(GRACE);
    return killedNs;
  }

  /** SIGTERM to the process itself, and waits until it has ended. Returns its exit code. */
  public int terminate(Duration deadline) {
    // Through the handle: Process.destroy would close our end of its output, last words and all.
    process.toHandle().destroy();
    return awaitExit(deadline);
  }

  /** Any signal, by its name without SIG, to the process itself. */
  public void signal(String name) {
    signal(name, List.of(process.toHandle()));
  }

  /** Ends it, and its descendants, by force. */
  @Override
  public void close() {
    kill();
    log.awaitEnd(GRACE);
  }

  private List<ProcessHandle> tree() {
    List<ProcessHandle> tree = new ArrayList<>();
    tree.add(process.toHandle());
    process.descendants().forEach(tree::add);
    return tree;
  }

  private List<ProcessHandle> moving() {
    return tree().stream()
        .filter(h -> ProcStat.of(h.pid()).filter(stat -> !stat.standsStill()).isPresent())
        .toList();
  }

  private static void signal(String name, List<ProcessHandle> targets) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "kill", name));
    targets.stream().filter(ProcessHandle::isAlive).map(h -> "" + h.pid()).forEach(command::add);
    if (command.size() > 5) {
      Command.attempt(command);
    }
  }

  private boolean waitFor(Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the end of " + label, e);
    }
  }
}
