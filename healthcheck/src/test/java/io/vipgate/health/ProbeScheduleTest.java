package io.vipgate.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.health.probe.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Cadence CADENCE = new Cadence(SECOND, SECOND / 10, 5 * SECOND);
  private static final Health SETTLED = new Health(Verdict.READY, 0, 1, 0, null);

  private static ProbeSchedule schedule(long intervalNs, long startNs, long seed) {
    return new ProbeSchedule(Cadence.every(intervalNs), startNs, seed);
  }

  /** Where the grid of this schedule lies after its start. */
  private static long offset(long intervalNs, long startNs, long seed) {
    long second = schedule(intervalNs, startNs, seed).nextDueNs(SETTLED, startNs, startNs);
    return second - startNs;
  }

  @Test
  void theFirstIsDueAtOnce() {
    assertThat(schedule(SECOND, 42, 1).firstDueNs()).isEqualTo(42);
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

  /** So that they share a wake-up of the process, whenever they were added. */
  @Test
  void thoseWhoShareASlotTickTogether() {
    Set<Long> ticks = new HashSet<>();
    for (long seed = 0; seed < 1000; seed++) {
      long startNs = 7 * SECOND + seed * 12_345;
      ticks.add(schedule(SECOND, startNs, seed).nextDueNs(SETTLED, startNs, startNs) % SECOND);
    }
    assertThat(ticks).hasSize(20);
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
    ProbeSchedule schedule = schedule(SECOND, 0, 5);
    SplittableRandom random = new SplittableRandom(5);
    long second = schedule.nextDueNs(SETTLED, 0, 0);
    long dueNs = second;
    for (int i = 1; i <= 1000; i++) {
      long startedNs = dueNs + random.nextLong(SECOND / 3);
      dueNs = schedule.nextDueNs(SETTLED, startedNs, startedNs + random.nextLong(SECOND / 3));
      assertThat(dueNs).isEqualTo(second + i * SECOND);
    }
  }

  @Test
  void neverBeforeTheOneBeforeHasEnded() {
    ProbeSchedule schedule = schedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(SETTLED, 0, 0);
    assertThat(schedule.nextDueNs(SETTLED, tick, tick + SECOND + 7))
        .as("a tick missed: at once")
        .isEqualTo(tick + SECOND + 7);
  }

  /**
   * Nothing is made up for but the last tick: after a long probe comes one, and then the grid
   * again.
   */
  @Test
  void doesNotPileUp() {
    ProbeSchedule schedule = schedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(SETTLED, 0, 0);
    long endedNs = tick + 10 * SECOND + 300;
    long dueNs = schedule.nextDueNs(SETTLED, tick, endedNs);
    assertThat(dueNs).isEqualTo(endedNs);
    assertThat(schedule.nextDueNs(SETTLED, dueNs, dueNs + 1)).isEqualTo(tick + 11 * SECOND);
  }

  /**
   * A timeout as long as the interval must not halve the rate at which a hanging server is looked
   * at.
   */
  @Test
  void aProbeThatEndsJustAfterTheTickIsFollowedAtOnce() {
    ProbeSchedule schedule = schedule(SECOND, 0, 5);
    long tick = schedule.nextDueNs(SETTLED, 0, 0);
    assertThat(schedule.nextDueNs(SETTLED, tick, tick + SECOND + 1)).isEqualTo(tick + SECOND + 1);
  }

  @Test
  void survivesTheClocksOverflow() {
    long startNs = Long.MAX_VALUE - SECOND / 2;
    ProbeSchedule schedule = schedule(SECOND, startNs, 5);
    long dueNs = startNs;
    long before = dueNs;
    for (int i = 0; i < 5; i++) {
      dueNs = schedule.nextDueNs(SETTLED, dueNs, dueNs + 1);
      assertThat(dueNs - before).isBetween(1L, SECOND);
      before = dueNs;
    }
    assertThat(dueNs - startNs).isBetween(4 * SECOND, 5 * SECOND);
  }

  @Test
  void aChangeUnderWayIsFollowedFast() {
    ProbeSchedule schedule = new ProbeSchedule(CADENCE, 0, 5);
    Health failing = new Health(Verdict.READY, 0, 0, 1, null);
    Health rising = new Health(Verdict.DEAD, 0, 1, 0, null);
    assertThat(schedule.nextDueNs(failing, 7 * SECOND, 7 * SECOND + 1))
        .isEqualTo(7 * SECOND + SECOND / 10);
    assertThat(schedule.nextDueNs(rising, 7 * SECOND, 7 * SECOND + 1))
        .isEqualTo(7 * SECOND + SECOND / 10);
    assertThat(schedule.nextDueNs(failing, 7 * SECOND, 8 * SECOND))
        .as("never before the one before has ended")
        .isEqualTo(8 * SECOND);
  }

  @Test
  void whatStaysDownIsLookedAtAtItsOwnInterval() {
    ProbeSchedule schedule = new ProbeSchedule(CADENCE, 0, 5);
    for (Verdict verdict : List.of(Verdict.NOT_READY, Verdict.DEAD)) {
      Health down = new Health(verdict, 0, 0, 4, null);
      long first = schedule.nextDueNs(down, 0, 0);
      assertThat(first).isBetween(1L, 5 * SECOND);
      assertThat(schedule.nextDueNs(down, first, first)).isEqualTo(first + 5 * SECOND);
    }
  }

  @Test
  void afterAChangeTheGridIsWhereItWas() {
    ProbeSchedule schedule = new ProbeSchedule(CADENCE, 0, 5);
    long tick = schedule.nextDueNs(SETTLED, 0, 0);
    long fast = schedule.nextDueNs(new Health(Verdict.READY, 0, 0, 1, null), tick, tick);
    assertThat(schedule.nextDueNs(SETTLED, fast, fast)).isEqualTo(tick + SECOND);
  }

  @Test
  void refusesAnIntervalOfNothing() {
    assertThatThrownBy(() -> new Cadence(SECOND, 0, SECOND))
        .hasMessage("fast-interval: value: 0 ns (expected: 10 ms to 1 day)");
  }
}
