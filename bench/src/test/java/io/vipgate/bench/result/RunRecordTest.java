package io.vipgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  private static final RunRecord RUN =
      new RunRecord(
          "quick",
          Map.of("cpu", "some \"CPU\"", "load average before", "0.1 0.2 0.3"),
          Map.of("data/request", "kernel 7", "foot/idle", "kernel 8"),
          new Figures(
              List.of(
                  Given.figure("data/request", "vipgate", "rate", 1.5, 2.5),
                  Given.figure("foot/idle", "vipgate", "resident", 50))),
          List.of("data/short: nginx-1w: refused"),
          Map.of("nginx-1w", "worker_processes 1;\n"));

  @Test
  void comesBackFromJsonAsItWas() {
    assertThat(RunRecord.fromJson(RUN.toJson())).isEqualTo(RUN);
  }

  @Test
  void knowsItsCells() {
    assertThat(RUN.cells()).containsExactly("data/request", "data/short", "foot/idle");
  }

  @Test
  void losesWhatIsMeasuredAnew() {
    RunRecord rest = RUN.without(List.of("data/request", "data/short"));
    assertThat(rest.cells()).containsExactly("foot/idle");
    assertThat(rest.apart()).containsExactly(Map.entry("foot/idle", "kernel 8"));
    assertThat(rest.settings()).isEqualTo(RUN.settings());
  }
}
