package io.vipgate.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianIsTheMiddleOne() {
    assertThat(Samples.of(9, 1, 2).median()).isEqualTo(2);
  }

  @Test
  void betweenTwoItIsTheirMean() {
    assertThat(Samples.of(4, 1, 2, 9).median()).isEqualTo(3);
  }

  @Test
  void aQuantileLiesBetweenItsNeighbours() {
    Samples samples = Samples.of(10, 20, 30, 40, 50);

    assertThat(samples.quantile(0.99)).isEqualTo(49.6, within(1e-9));
    assertThat(samples.min()).isEqualTo(10);
    assertThat(samples.max()).isEqualTo(50);
  }

  @Test
  void oneStrayValueIsNoNoise() {
    assertThat(Samples.of(100, 100, 100, 1000).noise()).isZero();
  }

  @Test
  void noiseIsHowFarHalfOfTheValuesLieFromTheMedian() {
    assertThat(Samples.of(90, 95, 100, 105, 110).noise()).isEqualTo(0.05, within(1e-9));
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    assertThat(Samples.of(2, 9).over(Samples.of(1, 3)).values()).isEqualTo(List.of(2.0, 3.0));
  }

  @Test
  void noSamplesAreAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(Samples::of)
        .withMessage("samples: value: none (expected: at least one)");
  }
}
