package io.vipgate.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionsTest {
  private static final String CELL = "data/request";

  @Test
  void aSlowerMachineIsNoRegression() {
    assertThat(
            Regressions.between(
                figures(Given.figure(CELL, "vipgate", "rate", 1000), rival(1000)),
                figures(Given.figure(CELL, "vipgate", "rate", 500), rival(500))))
        .isEmpty();
  }

  @Test
  void fallingBehindTheBestRivalIsOne() {
    assertThat(
            Regressions.between(
                figures(Given.figure(CELL, "vipgate", "rate", 1000), rival(1000)),
                figures(Given.figure(CELL, "vipgate", "rate", 1000), rival(1500))))
        .containsExactly(
            "data/request vipgate rate: 0.667, was 1.00 (over the best rival): 50 % worse"
                + " (noise: 10 %)");
  }

  @Test
  void whatLiesWithinTheNoiseIsNone() {
    assertThat(
            Regressions.between(
                figures(Given.figure(CELL, "vipgate", "rate", 900, 1000, 1100)),
                figures(Given.figure(CELL, "vipgate", "rate", 630, 700, 770))))
        .isEmpty();
  }

  @Test
  void aCostThatGrowsIsOne() {
    assertThat(
            Regressions.between(
                figures(Given.figure("foot/start", "vipgate", "time", 100)),
                figures(Given.figure("foot/start", "vipgate", "time", 130))))
        .containsExactly("foot/start vipgate time: 130, was 100 unit: 30 % worse (noise: 10 %)");
  }

  @Test
  void gettingBetterIsNone() {
    assertThat(
            Regressions.between(
                figures(Given.figure("foot/start", "vipgate", "time", 100)),
                figures(Given.figure("foot/start", "vipgate", "time", 10))))
        .isEmpty();
  }

  @Test
  void ofRivalsNothingIsSaid() {
    assertThat(Regressions.between(figures(rival(100)), figures(rival(1)))).isEmpty();
  }

  private static Figure rival(double rate) {
    return Given.figure(CELL, "haproxy-1t", "rate", rate);
  }

  private static Figures figures(Figure... all) {
    return new Figures(List.of(all));
  }
}
