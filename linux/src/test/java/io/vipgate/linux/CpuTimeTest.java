package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  /** The kernel's text has hundredths, rounded down for user and system time each. */
  private static final long ROUNDING_NS = Duration.ofMillis(20).toNanos();

  @Test
  void isWhatTheKernelTellsOfTheProcess() {
    CpuTime cpu = new CpuTime();
    long beforeNs = cpu.nowNs();
    long toldNs = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    assertThat(toldNs).isBetween(beforeNs - ROUNDING_NS, cpu.nowNs());
  }
}
