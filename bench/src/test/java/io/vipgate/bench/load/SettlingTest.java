package io.vipgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.bench.load.Settling.State;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final long FROM = 1000;
  private static final long CALM = 60;
  private static final long QUIET = 150;
  private static final long CAP = 800;

  private final Settling settling = new Settling(FROM, CALM, QUIET, CAP);

  @Test
  void withoutTroubleItTakesTheQuietTime() {
    assertThat(settling.at(FROM, 0, false)).isEqualTo(State.TROUBLED);
    assertThat(settling.at(FROM + CALM, 0, false)).isEqualTo(State.CALM);
    assertThat(settling.at(FROM + QUIET - 1, 0, false)).isEqualTo(State.CALM);
    assertThat(settling.at(FROM + QUIET, 0, false)).isEqualTo(State.OVER);
  }

  @Test
  void eachTroubleBeginsItAnew() {
    long troubleNs = FROM + 100;

    assertThat(settling.at(troubleNs + CALM - 1, troubleNs, false)).isEqualTo(State.TROUBLED);
    assertThat(settling.at(troubleNs + CALM, troubleNs, false)).isEqualTo(State.CALM);
    assertThat(settling.at(troubleNs + QUIET, troubleNs, false)).isEqualTo(State.OVER);
  }

  @Test
  void whatIsToEndIsWaitedForUpToTheCap() {
    assertThat(settling.at(FROM + CAP - 1, 0, true)).isEqualTo(State.CALM);
    assertThat(settling.at(FROM + CAP, 0, true)).isEqualTo(State.OVER);
  }

  @Test
  void troubleThatLastsIsCutOffAndSaidToBe() {
    assertThat(settling.at(FROM + CAP, FROM + CAP - CALM + 1, false)).isEqualTo(State.CAPPED);
    assertThat(settling.at(FROM + CAP, FROM + CAP - CALM, false)).isEqualTo(State.OVER);
  }
}
