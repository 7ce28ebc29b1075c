package io.vipgate.lab.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TakeoverReportTest {
  private static final TakeoverBar BAR = TakeoverBar.client(45, 80);

  @Test
  void aRowHasBothSidesAndTheVerdict() {
    List<Takeover> takeovers = List.of(takeover(30, 40), takeover(31, 44), takeover(35, 81));

    assertThat(TakeoverReport.row("host", takeovers, TakeoverBar.client(45, 81)))
        .isEqualTo(
            "| host | 3 | 31.0 ms | 35.0 ms | 35.0 ms | 44.0 ms | 81.0 ms | 81.0 ms"
                + " | client at most 45.0 ms, p99 81.0 ms: met |");
    assertThat(TakeoverReport.row("host", takeovers, BAR)).endsWith("p99 80.0 ms: MISSED |");
    assertThat(TakeoverReport.row("host", takeovers, null)).endsWith("| none |");
  }

  @Test
  void theMedianAndTheP99MustBothBeMet() {
    assertThat(BAR.isMet(List.of(takeover(0, 45), takeover(0, 45), takeover(0, 80)))).isTrue();
    assertThat(BAR.isMet(List.of(takeover(0, 46), takeover(0, 46), takeover(0, 46)))).isFalse();
    assertThat(BAR.isMet(List.of(takeover(0, 40), takeover(0, 40), takeover(0, 81)))).isFalse();
  }

  @Test
  void oneInAHundredMayBeLonger() {
    List<Takeover> takeovers =
        IntStream.range(0, 100).mapToObj(i -> takeover(0, i == 7 ? 1_000 : 40)).toList();

    assertThat(BAR.isMet(takeovers)).isTrue();
  }

  @Test
  void theDeathOfAProcessIsMeasuredByItsAddress() {
    assertThat(TakeoverBar.vip(15, 40).isMet(List.of(takeover(15, 500)))).isTrue();
    assertThat(TakeoverBar.vip(15, 40).isMet(List.of(takeover(16, 5)))).isFalse();
  }

  private static Takeover takeover(int vipMs, int clientMs) {
    return new Takeover(Duration.ofMillis(vipMs), Duration.ofMillis(clientMs));
  }
}
