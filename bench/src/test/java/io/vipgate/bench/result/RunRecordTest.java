package io.vipgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  @Test
  void comesBackFromJsonAsItWas() {
    RunRecord run =
        new RunRecord(
            "quick",
            Map.of("cpu", "some \"CPU\"", "load average before", "0.1 0.2 0.3"),
            new Figures(List.of(Given.figure("data/request", "vipgate", "rate", 1.5, 2.5))),
            List.of("data/short: nginx-1w: refused"));

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
  }
}
