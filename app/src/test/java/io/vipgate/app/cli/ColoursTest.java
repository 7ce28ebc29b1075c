package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColoursTest {
  @Test
  void onlyWholeStatesAreColoured() {
    assertThat(new Colours(true).paint("m1 NOT_READY ALREADY DOWN"))
        .isEqualTo("m1 \u001b[33mNOT_READY\u001b[0m ALREADY \u001b[31mDOWN\u001b[0m");
  }

  @Test
  void noneIsAddedWithoutATerminal() {
    assertThat(new Colours(false).paint("DOWN")).isEqualTo("DOWN");
  }
}
