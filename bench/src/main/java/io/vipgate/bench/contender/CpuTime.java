package io.vipgate.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time of processes, thread by thread: the first number of {@code
 * /proc/PID/task/TID/schedstat}, which is exact where {@code stat} counts ticks of 10 ms.
 *
 * @param byThread user and system time so far, in nanoseconds, of each thread that lives
 */
public record CpuTime(Map<String, Long> byThread) {
  public CpuTime {
    byThread = Map.copyOf(byThread);
  }

  /** Up to now. */
  public static CpuTime of(List<Long> pids) {
    Map<String, Long> times = new HashMap<>();
    for (long pid : pids) {
      try (DirectoryStream<Path> tasks =
          Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
        for (Path task : tasks) {
          times.put(task.toString(), runTimeNs(task.resolve("schedstat")));
        }
      } catch (NoSuchFileException unused) {
        // It has ended: a daemon's child that was about to run a check's script.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new CpuTime(times);
  }

  /**
   * What was used since then, in nanoseconds. What a thread used that has ended meanwhile (a
   * compiler's of a JVM, with nothing left to do) is lost.
   */
  public long sinceNs(CpuTime before) {
    long sum = 0;
    for (Map.Entry<String, Long> thread : byThread.entrySet()) {
      sum += thread.getValue() - before.byThread.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  private static long runTimeNs(Path schedstat) {
    try {
      String text = Files.readString(schedstat);
      return Long.parseLong(text.substring(0, text.indexOf(' ')));
    } catch (IOException ended) {
      // A thread that ended between the listing and the reading.
      return 0;
    }
  }
}
