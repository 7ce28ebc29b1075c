package io.vipgate.bench.contender;

import io.vipgate.bench.Pause;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How much of a core processes use over some time. */
public final class Usage {
  private static final double PERCENT = 100;

  private Usage() {}

  /** Of several groups of processes at once, in percent of one core. */
  public static double[] percents(List<List<Long>> groups, long ms) {
    List<CpuTime> before = groups.stream().map(CpuTime::of).toList();
    Pause.ms(ms);
    double[] percents = new double[groups.size()];
    for (int i = 0; i < percents.length; i++) {
      long used = CpuTime.of(groups.get(i)).sinceNs(before.get(i));
      percents[i] = PERCENT * used / TimeUnit.MILLISECONDS.toNanos(ms);
    }
    return percents;
  }

  /** A process and all that it started. */
  public static List<Long> tree(long pid) {
    return Stream.concat(
            Stream.of(pid),
            ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid))
        .toList();
  }
}
