package io.vipgate.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a process has written to standard output and error, line by line, as it comes. */
public final class ProcessLog {
  private static final int TAIL = 40;

  /**
   * One line.
   *
   * @param atNs when it was read, in nanoseconds of {@link EpochTime}
   */
  public record Line(long atNs, String text) {}

  private final String label;
  private final List<Line> lines = new ArrayList<>();
  private boolean ended;

  private ProcessLog(String label) {
    this.label = label;
  }

  static ProcessLog follow(String label, InputStream stream, Consumer<String> listener) {
    ProcessLog log = new ProcessLog(label);
    Thread reader = new Thread(() -> log.read(stream, listener), "lab-log-" + label);
    reader.setDaemon(true);
    reader.start();
    return log;
  }

  private void read(InputStream stream, Consumer<String> listener) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        listener.accept(text);
        append(new Line(EpochTime.nowNs(), text));
      }
    } catch (IOException e) {
      append(new Line(EpochTime.nowNs(), "(log ended: " + e.getMessage() + ")"));
    } finally {
      end();
    }
  }

  private synchronized void append(Line line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** All lines so far. */
  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  /** How many lines there are so far: a mark for {@link #await(Pattern, int, Duration)}. */
  public synchronized int mark() {
    return lines.size();
  }

  /** The last lines, for an error message. */
  public synchronized String tail() {
    List<Line> last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    StringBuilder text = new StringBuilder("--- log of " + label);
    last.forEach(line -> text.append('\n').append(line.text()));
    return text.toString();
  }

  /** Waits for a line in which the pattern is found, among all lines since the start. */
  public Line await(Pattern pattern, Duration deadline) {
    return await(pattern, 0, deadline);
  }

  /**
   * Waits for a line in which the pattern is found.
   *
   * @param mark only lines from this one on count; from {@link #mark()}
   * @throws LabException if it does not come within the deadline or before the log ends
   */
  public synchronized Line await(Pattern pattern, int mark, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      Optional<Line> found = find(pattern, mark);
      if (found.isPresent()) {
        return found.get();
      }
      long leftMs = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (ended || leftMs <= 0) {
        throw new LabException(
            "log of %s: value: no line with '%s' %s (expected: one within %d ms)\n%s"
                .formatted(
                    label,
                    pattern,
                    ended ? "before it ended" : "so far",
                    deadline.toMillis(),
                    tail()));
      }
      waitMs(leftMs);
    }
  }

  /** Waits until the process and all that share its output have closed it. */
  synchronized boolean awaitEnd(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!ended) {
      long leftMs = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (leftMs <= 0) {
        return false;
      }
      waitMs(leftMs);
    }
    return true;
  }

  private Optional<Line> find(Pattern pattern, int mark) {
    return lines.stream().skip(mark).filter(l -> pattern.matcher(l.text()).find()).findFirst();
  }

  // The caller holds the monitor, and checks its condition again.
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void waitMs(long ms) {
    try {
      wait(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while reading the log of " + label, e);
    }
  }
}
