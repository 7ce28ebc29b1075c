package io.vipgate.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrillReportTest {
  private static final long MS = 1_000_000;

  @Test
  void theSilenceIsBetweenTwoAnswersWhateverFailedMeanwhile() {
    DrillReport report =
        new DrillReport(
            List.of(
                answered(0, 3),
                answered(20, 4),
                failed(40, 2_000, "timed out"),
                failed(60, 1, "Connection refused"),
                answered(1_000, 24)));

    assertThat(report.longestSilenceNs()).isEqualTo(1_000 * MS);
    assertThat(report.answered()).isEqualTo(3);
    assertThat(report.failures()).isEqualTo(Map.of("timed out", 1L, "Connection refused", 1L));
  }

  @Test
  void anOutageThatDoesNotEndCountsToTheEnd() {
    assertThat(
            new DrillReport(List.of(answered(0, 1), failed(20, 2_000, "timed out")))
                .longestSilenceNs())
        .isEqualTo(2_019 * MS);
    assertThat(new DrillReport(List.of(failed(5, 100, "x"))).longestSilenceNs())
        .isEqualTo(100 * MS);
    assertThat(new DrillReport(List.of()).longestSilenceNs()).isZero();
  }

  @Test
  void theHistogramShowsEachBarThatIsNotEmpty() {
    DrillReport report =
        new DrillReport(
            List.of(
                answered(0, 2),
                answered(1, 2),
                answered(2, 11),
                answered(3, 6_000),
                failed(9, 1, "Connection refused")));

    assertThat(report.lines())
        .containsExactly(
            "5 attempts, 4 answered, 1 failed; longest time without an answer: 5990.0 ms",
            "  1 x Connection refused",
            "time to the answer",
            "     up to 2 ms      2 ****************************************",
            "    up to 20 ms      1 ********************",
            "   over 5000 ms      1 ********************");
  }

  private static Attempt answered(long startMs, long tookMs) {
    return new Attempt(startMs * MS, (startMs + tookMs) * MS, null);
  }

  private static Attempt failed(long startMs, long tookMs, String why) {
    return new Attempt(startMs * MS, (startMs + tookMs) * MS, why);
  }
}
