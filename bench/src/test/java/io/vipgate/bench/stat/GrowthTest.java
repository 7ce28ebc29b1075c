package io.vipgate.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.vipgate.bench.stat.Growth.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final double FLOOR = 1e-3;

  @Test
  void whatStaysIsConstant() {
    Growth growth = Growth.of(List.of(new Point(1, 5), new Point(10, 5), new Point(100, 5)), FLOOR);

    assertThat(growth.exponent()).isZero();
    assertThat(growth.factor()).isEqualTo(5, within(1e-9));
  }

  @Test
  void theExponentIsFound() {
    Growth growth =
        Growth.of(List.of(new Point(1, 3), new Point(10, 300), new Point(100, 30_000)), FLOOR);

    assertThat(growth.exponent()).isEqualTo(2, within(1e-9));
    assertThat(growth.factor()).isEqualTo(3, within(1e-9));
    assertThat(growth.fit()).isEqualTo(1, within(1e-9));
  }

  @Test
  void costsTooSmallToMeasureCountAsTheFloor() {
    Growth growth = Growth.of(List.of(new Point(1, 0), new Point(10, -1)), FLOOR);

    assertThat(growth.factor()).isEqualTo(FLOOR, within(1e-9));
    assertThat(growth.exponent()).isZero();
  }

  @Test
  void oneSizeTellsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Growth.of(List.of(new Point(7, 1), new Point(7, 2)), FLOOR))
        .withMessage("growth: value: one size (expected: at least two)");
  }
}
