package io.vipgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.bench.result.Bar.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
  @Test
  void whatWasNotMeasuredIsSaidSo() {
    assertThat(Bars.all())
        .isNotEmpty()
        .allSatisfy(
            bar ->
                assertThat(bar.judge(new Figures(List.of())).verdict())
                    .isEqualTo(Verdict.NOT_MEASURED));
  }

  @Test
  void ofTheRivalsSettingsTheBestCounts() {
    Figures figures =
        figures(
            Given.figure("data/request", "vipgate", "rate", 110),
            Given.figure("data/request", "haproxy-1t", "rate", 100),
            Given.figure("data/request", "haproxy-2t-splice", "rate", 120),
            Given.figure("data/request", "nginx-1w", "rate", 500));

    Bar.Row row = row(figures, "requests a second, 64");

    assertThat(row.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(row.valueText()).isEqualTo("0.92x");
  }

  @Test
  void whoseThreadsKeepToTheirProcessorsIsARowOfItsOwn() {
    Figures figures =
        figures(
            Given.figure("data/request", "vipgate", "rate", 110),
            Given.figure("data/request", "haproxy-2t", "rate", 100),
            Given.figure("data/request", "haproxy-2t-pinned", "rate", 120));

    assertThat(row(figures, "requests a second, 64 connections").valueText()).isEqualTo("1.10x");
    assertThat(row(figures, "requests a second, over HAProxy's best with cpu-map").valueText())
        .isEqualTo("0.92x");
  }

  @Test
  void oneLuckyRoundIsNotTheBest() {
    Figures figures =
        figures(
            Given.figure("data/request", "vipgate", "rate", 110, 110, 110),
            Given.figure("data/request", "haproxy-1t", "rate", 110, 100, 100),
            Given.figure("data/request", "haproxy-2t-splice", "rate", 120));

    assertThat(row(figures, "requests a second, 64").valueText()).isEqualTo("1.10x");
  }

  @Test
  void whoWasLeftBehindHalfwayHasItsFigureAllTheSame() {
    Figures figures =
        figures(
            Given.figure("data/bulk-1-up", "vipgate", "rate", 30, 30, 30, 30, 30, 30, 30, 30),
            Given.figure("data/bulk-1-up", "haproxy-2t", "rate", 10, 10));

    assertThat(row(figures, "bulk-1-up, over HAProxy as packaged").valueText()).isEqualTo("3.00x");
  }

  @Test
  void ofCostsTheLeastIsTheBest() {
    Figures figures =
        figures(
            Given.figure("data/request", "vipgate", "cpu", 10),
            Given.figure("data/request", "haproxy-1t", "cpu", 10),
            Given.figure("data/request", "haproxy-2t", "cpu", 12));

    assertThat(row(figures, "CPU a request, over").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void asPackagedMeansOrdinaryBuffersWithoutSplice() {
    Figures figures =
        figures(
            Given.figure("data/bulk-1-up", "vipgate", "rate", 20),
            Given.figure("data/bulk-1-up", "haproxy-2t", "rate", 10),
            Given.figure("data/bulk-1-up", "haproxy-2t-512k", "rate", 20));

    assertThat(row(figures, "bulk-1-up, over HAProxy as packaged").valueText()).isEqualTo("2.00x");
    assertThat(row(figures, "bulk-1-up, over HAProxy's best").valueText()).isEqualTo("1.00x");
  }

  @Test
  void whereNobodyWasConnectedNothingEnded() {
    Figures figures =
        figures(Given.figure("avail/apiserver-killed", "vipgate-1s", "last end", 0, 0, 12, 14, 0));

    assertThat(row(figures, "SIGKILL of an apiserver").valueText()).isEqualTo("13.00 ms");
  }

  private static Bar.Row row(Figures figures, String what) {
    return Bars.all().stream()
        .filter(bar -> bar.what().startsWith(what))
        .findFirst()
        .orElseThrow()
        .judge(figures);
  }

  private static Figures figures(Figure... all) {
    return new Figures(List.of(all));
  }
}
