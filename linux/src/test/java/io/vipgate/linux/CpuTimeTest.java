package io.vipgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  /** The kernel's text has hundredths, rounded down for user and system time each. */
  private static final long ROUNDING_NS = Duration.ofMillis(20).toNanos();

  @Test
  void isWhatTheKernelTellsOfTheProcess() {
    CpuTime cpu = CpuTime.ofProcess();
    long beforeNs = cpu.nowNs();
    long toldNs = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    assertThat(toldNs).isBetween(beforeNs - ROUNDING_NS, cpu.nowNs());
  }

  @Test
  void aThreadsIsItsOwn() throws Exception {
    CpuTime cpu = CpuTime.ofCallingThread();
    long beforeNs = cpu.nowNs();
    Thread other = new Thread(CpuTimeTest::burn);
    other.start();
    other.join();
    long spentNs = cpu.nowNs() - beforeNs;
    assertThat(spentNs).isBetween(0L, Duration.ofMillis(50).toNanos());
    burn();
    assertThat(cpu.nowNs() - beforeNs).isGreaterThan(Duration.ofMillis(90).toNanos());
  }

  /** A tenth of a second of the calling thread's. */
  private static void burn() {
    CpuTime own = CpuTime.ofCallingThread();
    long endNs = own.nowNs() + Duration.ofMillis(100).toNanos();
    while (own.nowNs() < endNs) {
      Thread.onSpinWait();
    }
  }
}
