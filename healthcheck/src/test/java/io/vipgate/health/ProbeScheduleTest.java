package io.vipgate.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  /** Where the grid of this schedule lies after its start. */
  private static long offset(long intervalNs, long startNs, long seed) {
    long second = new ProbeSchedule(intervalNs, startNs, seed).nextDueNs(startNs, startNs);
    return second - startNs;
  }

  @Test
  void theFirstIsDueAtOnce() {
    assertThat(new ProbeSchedule(SECOND, 42, 1).firstDueNs()).isEqualTo(42);
  }

  @Test
  void theSecondIsDueWithinOneInterval() {
    for (long seed = 0; seed < 1000; seed++) {
      assertThat(offset(SECOND, 42, seed)).isBetween(1L, SECOND);
    }
  }

  @Test
  void aHundredServersSpreadEvenly() {
    int[] perTenth = new int[10];
    for (long seed = 0; seed < 1000; seed++) {
      perTenth[(int) ((offset(SECOND, 0, seed) - 1) * 10 / SECOND)]++;
    }
    for (int count : perTenth) {
      assertThat(count).isBetween(60, 140);
    }
  }

  @Test
  void theSameSeedTicksAtTheSameTime() {
    assertThat(offset(SECOND, 7, 3))
        .isEqualTo(offset(SECOND, 7, 3))
        .isNotEqualTo(offset(SECOND, 7, 4));
  }

  /**
   * Each probe starts a little late and takes a while; a thousand of them later the grid is where
   * it was.
   */
  @Test
  void neverDrifts() {
    ProbeSchedule schedule = new ProbeSchedule(SECOND, 0, 5);
    SplittableRandom random = new SplittableRandom(5);
    long second = schedule.nextDueNs(0, 0);
    long dueNs = second;
    for (int i = 1; i <= 1000; i++) {
      long startedNs = dueNs + random.nextLong(SECOND / 3);
      dueNs = schedule.nextDueNs(startedNs, startedNs + random.nextLong(SECOND / 3));
      assertThat(dueNs).isEqualTo(second + i * SECOND);
    }
  }

  @Test
  void neverBeforeTheOneBeforeHasEnded() {
    ProbeSchedule schedule = new ProbeSchedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(0, 0);
    assertThat(schedule.nextDueNs(tick, tick + SECOND + 7))
        .as("a tick missed: at once")
        .isEqualTo(tick + SECOND + 7);
  }

  /**
   * Nothing is made up for but the last tick: after a long probe comes one, and then the grid
   * again.
   */
  @Test
  void doesNotPileUp() {
    ProbeSchedule schedule = new ProbeSchedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(0, 0);
    long endedNs = tick + 10 * SECOND + 300;
    long dueNs = schedule.nextDueNs(tick, endedNs);
    assertThat(dueNs).isEqualTo(endedNs);
    assertThat(schedule.nextDueNs(dueNs, dueNs + 1)).isEqualTo(tick + 11 * SECOND);
  }

  /**
   * A timeout as long as the interval must not halve the rate at which a hanging server is looked
   * at.
   */
  @Test
  void aProbeThatEndsJustAfterTheTickIsFollowedAtOnce() {
    ProbeSchedule schedule = new ProbeSchedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(0, 0);
    assertThat(schedule.nextDueNs(tick, tick + SECOND + 1)).isEqualTo(tick + SECOND + 1);
  }

  @Test
  void survivesTheClocksOverflow() {
    long startNs = Long.MAX_VALUE - SECOND / 2;
    ProbeSchedule schedule = new ProbeSchedule(SECOND, startNs, 5);
    long dueNs = startNs;
    long before = dueNs;
    for (int i = 0; i < 5; i++) {
      dueNs = schedule.nextDueNs(dueNs, dueNs + 1);
      assertThat(dueNs - before).isBetween(1L, SECOND);
      before = dueNs;
    }
    assertThat(dueNs - startNs).isBetween(4 * SECOND, 5 * SECOND);
  }

  @Test
  void refusesAnIntervalOfNothing() {
    assertThatThrownBy(() -> new ProbeSchedule(0, 0, 0))
        .hasMessage("interval: value: 0 ns (expected: at least 1)");
  }
}
