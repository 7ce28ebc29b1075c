package io.vipgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void findsItsLineAmongOthers() {
    Report report = Report.in("Running 1s test\nREPORT requests=12 p99=340\nTransfer/sec: 1MB\n");

    assertThat(report.get("requests")).isEqualTo(12);
    assertThat(report.get("p99")).isEqualTo(340);
  }

  @Test
  void aGeneratorThatSaysNothingIsAnError() {
    assertThatExceptionOfType(LoadException.class)
        .isThrownBy(() -> Report.in("unable to connect"))
        .withMessage("report: value: unable to connect (expected: a REPORT line)");
  }

  @Test
  void soIsAMissingNumber() {
    assertThatExceptionOfType(LoadException.class)
        .isThrownBy(() -> Report.in("REPORT requests=1").get("bytes"))
        .withMessage("report: value: {requests=1} (expected: bytes)");
  }
}
