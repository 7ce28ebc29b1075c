package io.vipgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {
  private static final Map<String, String> BEGAN =
      Map.of("cpu", "A", "cores", "2", "memory", "24684096 kB", "kernel", "6.1", "date", "Monday");

  @Test
  void figuresOfTheSameHardwareMayStandOnOnePage() {
    Map<String, String> now =
        Map.of("cpu", "A", "cores", "2", "memory", "24684084 kB", "kernel", "6.2");
    assertThat(Machine.isComparable(BEGAN, now)).isTrue();
  }

  @Test
  void thoseOfOtherHardwareMayNot() {
    Map<String, String> otherCpu = Map.of("cpu", "B", "cores", "2", "memory", "24684096 kB");
    Map<String, String> moreCores = Map.of("cpu", "A", "cores", "4", "memory", "24684096 kB");
    Map<String, String> moreMemory = Map.of("cpu", "A", "cores", "2", "memory", "32684096 kB");
    assertThat(Machine.isComparable(BEGAN, otherCpu)).isFalse();
    assertThat(Machine.isComparable(BEGAN, moreCores)).isFalse();
    assertThat(Machine.isComparable(BEGAN, moreMemory)).isFalse();
  }

  @Test
  void namesTheSoftwareThatChanged() {
    Map<String, String> now = Map.of("cpu", "A", "kernel", "6.2", "date", "Tuesday");
    assertThat(Machine.difference(BEGAN, now)).isEqualTo("date Tuesday, kernel 6.2");
    assertThat(Machine.difference(BEGAN, BEGAN)).isEmpty();
  }
}
