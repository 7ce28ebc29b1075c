package io.vipgate.bench.contender;

import io.vipgate.bench.Pause;
import java.util.List;
import java.util.Optional;
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

  /**
   * A process and those it started that run the same program: workers stay, a check's script comes
   * and goes.
   */
  public static List<Long> tree(long pid) {
    ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
    Optional<String> program = root.info().command();
    return Stream.concat(
            Stream.of(root),
            root.descendants().filter(child -> child.info().command().equals(program)))
        .map(ProcessHandle::pid)
        .toList();
  }
}
