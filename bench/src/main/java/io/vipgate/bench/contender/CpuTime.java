package io.vipgate.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CPU time of processes, all threads that live: the first number of {@code
 * /proc/PID/task/TID/schedstat}, which is exact where {@code stat} counts ticks of 10 ms.
 */
public final class CpuTime {
  private CpuTime() {}

  /** User and system time of these processes so far, in nanoseconds. */
  public static long ofNs(List<Long> pids) {
    long sum = 0;
    for (long pid : pids) {
      sum += ofNs(pid);
    }
    return sum;
  }

  private static long ofNs(long pid) {
    long sum = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        sum += runTimeNs(task.resolve("schedstat"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
