package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSecondsWorthComesAtOnceAndThenOneAfterTheOther() {
    AcceptRate rate = new AcceptRate(4);
    long now = -5 * SECOND;
    for (int i = 0; i < 4; i++) {
      assertThat(rate.waitNs(now)).as("number %d", i).isNotPositive();
      rate.take(now);
    }
    assertThat(rate.waitNs(now)).isEqualTo(SECOND / 4);
    assertThat(rate.waitNs(now + SECOND / 4)).isZero();
    rate.take(now + SECOND / 4);
    assertThat(rate.waitNs(now + SECOND / 4)).isEqualTo(SECOND / 4);
  }

  @Test
  void aLongPauseSavesUpNoMoreThanASecondsWorth() {
    AcceptRate rate = new AcceptRate(10);
    rate.take(0);
    assertThat(takenAt(rate, 1000 * SECOND)).isEqualTo(10);
  }

  /** Whoever takes one as soon as it is there gets the rate, and a second's worth more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000, 999_983})
  void theRateHoldsInTheLongRun(int perSecond) {
    AcceptRate rate = new AcceptRate(perSecond);
    long now = 0;
    long taken = 0;
    while (now < 3 * SECOND) {
      long wait = rate.waitNs(now);
      if (wait > 0) {
        now += wait;
      } else {
        rate.take(now);
        taken++;
      }
    }
    assertThat(taken).isBetween(3L * perSecond, 4L * perSecond + perSecond / 100 + 1);
  }

  private static int takenAt(AcceptRate rate, long now) {
    int taken = 0;
    while (rate.waitNs(now) <= 0) {
      rate.take(now);
      taken++;
    }
    return taken;
  }
}
