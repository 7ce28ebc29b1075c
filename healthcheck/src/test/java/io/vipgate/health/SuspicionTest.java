package io.vipgate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Verdict;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final long REST = 1_000;

  private final Suspicion suspicion = new Suspicion(REST);

  @Test
  void beginsOnce() {
    assertThat(suspicion.accuse(0)).isTrue();
    assertThat(suspicion.accuse(1)).isFalse();
    assertThat(suspicion.isOn()).isTrue();
  }

  @Test
  void anAnswerAcquits() {
    suspicion.accuse(0);
    suspicion.probed(1, Verdict.READY, Verdict.READY);
    assertThat(suspicion.isOn()).isFalse();
  }

  /** A server that answers is alive; how well is the schedule's to find out. */
  @Test
  void aBadAnswerAcquitsToo() {
    suspicion.accuse(0);
    suspicion.probed(1, Verdict.NOT_READY, Verdict.READY);
    assertThat(suspicion.isOn()).isFalse();
  }

  @Test
  void goesOnUntilConvicted() {
    suspicion.accuse(0);
    suspicion.probed(1, Verdict.DEAD, Verdict.READY);
    assertThat(suspicion.isOn()).isTrue();
    suspicion.probed(2, Verdict.DEAD, Verdict.DEAD);
    assertThat(suspicion.isOn()).isFalse();
  }

  @Test
  void goesOnForABurstAtMost() {
    suspicion.accuse(0);
    for (int i = 1; i < Suspicion.MOST; i++) {
      suspicion.probed(i, Verdict.DEAD, Verdict.READY);
      assertThat(suspicion.isOn()).isTrue();
    }
    suspicion.probed(Suspicion.MOST, Verdict.DEAD, Verdict.READY);
    assertThat(suspicion.isOn()).isFalse();
  }

  @Test
  void aProbeThatBeganBeforeDecidesNothing() {
    suspicion.accuse(10);
    suspicion.probed(9, Verdict.READY, Verdict.READY);
    assertThat(suspicion.isOn()).isTrue();
  }

  @Test
  void restsBetweenTwoBursts() {
    suspicion.accuse(5);
    suspicion.probed(6, Verdict.READY, Verdict.READY);
    assertThat(suspicion.accuse(5 + REST - 1)).isFalse();
    assertThat(suspicion.accuse(5 + REST)).isTrue();
  }

  @Test
  void oneFailureCountsBetweenTwoProbes() {
    assertThat(suspicion.mayCount()).isTrue();
    assertThat(suspicion.mayCount()).isFalse();
    suspicion.probed(1, Verdict.READY, Verdict.READY);
    assertThat(suspicion.mayCount()).isTrue();
  }

  @Test
  void survivesTheClocksOverflow() {
    suspicion.accuse(Long.MAX_VALUE);
    suspicion.probed(Long.MIN_VALUE, Verdict.READY, Verdict.READY);
    assertThat(suspicion.isOn()).isFalse();
  }
}
