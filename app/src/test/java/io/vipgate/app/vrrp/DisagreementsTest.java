package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.journal.JournalCause;
import org.junit.jupiter.api.Test;

class DisagreementsTest {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final JournalCause INTERVAL = new JournalCause("interval", "another interval");
  private static final JournalCause PASSWORD = new JournalCause("password", "another password");

  private final Disagreements disagreements = new Disagreements();

  @Test
  void eachPeerIsShownWithItsLatest() {
    disagreements.saw("10.0.0.2", INTERVAL, "2 s", 0);
    disagreements.saw("10.0.0.3", PASSWORD, "one", 1);
    disagreements.saw("10.0.0.2", PASSWORD, "two", 2);

    assertThat(disagreements.current(3))
        .containsExactly("10.0.0.2: another password: two", "10.0.0.3: another password: one");
  }

  @Test
  void whatIsNotSaidAnyMoreIsForgottenAfterAMinute() {
    disagreements.saw("10.0.0.2", INTERVAL, "2 s", 0);

    assertThat(disagreements.current(MINUTE_NS)).hasSize(1);
    assertThat(disagreements.current(MINUTE_NS + 1)).isEmpty();
  }

  @Test
  void itIsNewOnceUntilItIsForgottenOrDiffersInAnotherWay() {
    assertThat(disagreements.saw("10.0.0.2", INTERVAL, "2 s", 0)).isTrue();
    assertThat(disagreements.saw("10.0.0.2", INTERVAL, "3 s", MINUTE_NS)).isFalse();
    assertThat(disagreements.saw("10.0.0.2", PASSWORD, "one", MINUTE_NS)).isTrue();
    assertThat(disagreements.saw("10.0.0.2", PASSWORD, "one", 2 * MINUTE_NS + 1)).isTrue();
  }

  @Test
  void forgedSendersDoNotTakeEndlesslyMuchMemory() {
    for (int i = 0; i < 1_000; i++) {
      disagreements.saw("10.0.0." + i, PASSWORD, "one", 0);
    }

    assertThat(disagreements.current(1)).hasSize(32);
  }
}
