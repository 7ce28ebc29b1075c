package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LullTest {
  private final Lull lull = new Lull();

  @Test
  void oneBeginsAfterEachStorm() {
    for (int i = 0; i < 2; i++) {
      assertThat(lull.begins(0.6)).isFalse();
      assertThat(lull.begins(0.3)).isFalse();
      assertThat(lull.begins(0.01)).isTrue();
      assertThat(lull.begins(0.004)).isFalse();
    }
  }

  @Test
  void whatIsLittleAnywayIsNoStorm() {
    for (double share : new double[] {0.019, 0.001, 0.015, 0.0}) {
      assertThat(lull.begins(share)).as("%s", share).isFalse();
    }
  }

  @Test
  void loadThatGoesOnHasNone() {
    for (double share : new double[] {0.5, 0.4, 0.55, 0.2, 0.5}) {
      assertThat(lull.begins(share)).as("%s", share).isFalse();
    }
  }

  @Test
  void aQuarterOfTheLoadThatThereWasIsOne() {
    assertThat(lull.begins(0.4)).isFalse();
    assertThat(lull.begins(0.2)).isFalse();
    assertThat(lull.begins(0.1)).isTrue();
    // Now that is the usual load.
    assertThat(lull.begins(0.1)).isFalse();
    assertThat(lull.begins(0.02)).isTrue();
  }
}
