package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a window of turns tells. */
class WorkloadTest {
  private final AtomicLong clockNs = new AtomicLong(5_000);
  private final AtomicLong cpuNs = new AtomicLong();
  private final List<Double> shares = new ArrayList<>();
  private final Workload workload =
      new Workload(new CpuShare(clockNs::get, cpuNs::get), shares::add);

  @Test
  void eachWindowTellsItsOwnShareOfAProcessor() {
    pass(Workload.WINDOW, 1_000, 800);
    pass(Workload.WINDOW, 2_000, 500);
    pass(Workload.WINDOW, 100, 100);
    assertThat(shares).containsExactly(0.8, 0.25, 1.0);
    assertThat(workload.turns()).isEqualTo(3L * Workload.WINDOW);
  }

  @Test
  void nothingIsToldBeforeAWindowIsOver() {
    pass(Workload.WINDOW - 1, 1_000, 800);
    assertThat(shares).isEmpty();
  }

  @Test
  void aClockThatStandsStillIsNoDefect() {
    pass(Workload.WINDOW, 0, 0);
    assertThat(shares).containsExactly(0.0);
  }

  private void pass(int turns, long ns, long ofThemCpuNs) {
    clockNs.addAndGet(ns);
    cpuNs.addAndGet(ofThemCpuNs);
    for (int i = 0; i < turns; i++) {
      workload.turn();
    }
  }
}
