package io.vipgate.lb.pool;

import static io.vipgate.lb.pool.ServerState.DOWN;
import static io.vipgate.lb.pool.ServerState.NOT_READY;
import static io.vipgate.lb.pool.ServerState.READY;
import static io.vipgate.lb.pool.ServerState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlowStartTest {
  private static final long NONE = Long.MAX_VALUE;
  private static final long DURATION = 1500;

  private final SlowStart slowStart = new SlowStart(DURATION);

  @ParameterizedTest
  @CsvSource({"-5, 1", "0, 1", "99, 1", "100, 2", "800, 9", "1399, 14", "1499, 15", "1500, 16"})
  void aShareGrowsWithTheTime(long elapsed, int share) {
    assertThat(SlowStart.share(elapsed, DURATION)).isEqualTo(share);
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerState.class,
      names = {"DOWN", "MAINT"})
  void whoeverComesBackStartsSlowly(ServerState from) {
    slowStart.moved("a", from, 10);
    assertThat(slowStart.nextStepNs()).isEqualTo(NONE);
    slowStart.moved("a", NOT_READY, 15);
    slowStart.moved("a", READY, 20);
    assertThat(slowStart.shares(20)).isEqualTo(Map.of("a", 1));
    assertThat(slowStart.nextStepNs()).isEqualTo(120);
    assertThat(slowStart.shares(820)).isEqualTo(Map.of("a", 9));
    assertThat(slowStart.nextStepNs()).isEqualTo(920);
    assertThat(slowStart.shares(1520)).isEqualTo(Map.of("a", SlowStart.FULL));
    assertThat(slowStart.shares(1520)).as("it is done").isEmpty();
    assertThat(slowStart.nextStepNs()).isEqualTo(NONE);
  }

  /** Whoever asks at each step that it was promised sees every share, and the last one. */
  @Test
  void stepsLeadToTheEnd() {
    slowStart.moved("a", DOWN, 0);
    slowStart.moved("a", READY, 0);
    int last = 0;
    long now = 0;
    while (last < SlowStart.FULL) {
      int share = slowStart.shares(now).getOrDefault("a", 0);
      assertThat(share).isGreaterThan(last);
      last = share;
      now = slowStart.nextStepNs();
    }
    assertThat(now).isEqualTo(NONE);
  }

  @Test
  void theFirstStartAndADrainAreNoRecovery() {
    slowStart.moved("a", UNKNOWN, 0);
    slowStart.moved("a", READY, 0);
    slowStart.moved("a", NOT_READY, 1);
    slowStart.moved("a", READY, 2);
    assertThat(slowStart.shares(2)).isEmpty();
  }

  @Test
  void whoDiesWhileStartingBeginsAnew() {
    slowStart.moved("a", DOWN, 0);
    slowStart.moved("a", READY, 0);
    slowStart.moved("a", DOWN, 500);
    assertThat(slowStart.shares(600)).isEmpty();
    slowStart.moved("a", READY, 1000);
    assertThat(slowStart.shares(1000)).isEqualTo(Map.of("a", 1));
    slowStart.removed("a");
    assertThat(slowStart.shares(1000)).isEmpty();
  }

  @Test
  void withoutADurationNobodyStartsSlowly() {
    SlowStart none = new SlowStart(0);
    none.moved("a", DOWN, 0);
    none.moved("a", READY, 0);
    assertThat(none.shares(0)).isEmpty();
  }
}
