package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Journal journal = new Journal(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void keepsWhatHappenedWithItsCauseAndEvidence() {
    journal.record("vrrp/a", "BACKUP", "MASTER", "the master is silent", "for 3.656 s");

    assertThat(journal.latest(10))
        .containsExactly(
            new JournalEntry(
                NOW, "vrrp/a", "BACKUP", "MASTER", "the master is silent", "for 3.656 s"));
    assertThat(journal.latest(10).get(0).line())
        .isEqualTo("vrrp/a: BACKUP -> MASTER: the master is silent (for 3.656 s)");
  }

  @Test
  void theNewestAreShownAndTheOldestForgotten() {
    for (int i = 0; i < Journal.CAPACITY + 5; i++) {
      journal.record("vrrp/a", "x", "y", "cause", "" + i);
    }

    assertThat(journal.latest(2))
        .extracting(JournalEntry::evidence)
        .containsExactly("1003", "1004");
    assertThat(journal.latest(Integer.MAX_VALUE)).hasSize(Journal.CAPACITY);
    assertThat(journal.latest(Integer.MAX_VALUE).get(0).evidence()).isEqualTo("5");
  }
}
