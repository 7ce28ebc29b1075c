package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final JournalCause SILENT =
      new JournalCause("master_silent", "the master is silent");

  private final Journal journal = new Journal(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void keepsWhatHappenedWithItsCauseAndEvidence() {
    journal.record("vrrp/a", "BACKUP", "MASTER", SILENT, "for 3.656 s");

    assertThat(journal.latest(10))
        .containsExactly(
            new JournalEntry(NOW, "vrrp/a", "BACKUP", "MASTER", SILENT, "for 3.656 s"));
    assertThat(journal.latest(10).get(0).line())
        .isEqualTo("vrrp/a: BACKUP -> MASTER: the master is silent (for 3.656 s)");
  }

  @Test
  void theNewestAreShownAndTheOldestForgotten() {
    for (int i = 0; i < Journal.CAPACITY + 5; i++) {
      journal.record("vrrp/a", "x", "y", SILENT, "" + i);
    }

    assertThat(journal.latest(2))
        .extracting(JournalEntry::evidence)
        .containsExactly("1003", "1004");
    assertThat(journal.latest(Integer.MAX_VALUE)).hasSize(Journal.CAPACITY);
    assertThat(journal.latest(Integer.MAX_VALUE).get(0).evidence()).isEqualTo("5");
  }

  @Test
  void listenersHearWhatIsRecordedAndNotWhatIsRemembered() {
    List<JournalEntry> heard = new ArrayList<>();
    journal.listen(heard::add);

    journal.remember(List.of(entry("earlier")));
    journal.record("vrrp/a", "x", "y", SILENT, "now");

    assertThat(heard).extracting(JournalEntry::evidence).containsExactly("now");
  }

  @Test
  void whatIsRememberedGoesBeforeWhatWasRecordedMeanwhileAndNeverPushesItOut() {
    for (int i = 0; i < Journal.CAPACITY - 2; i++) {
      journal.record("vrrp/a", "x", "y", SILENT, "now");
    }

    journal.remember(List.of(entry("first"), entry("second"), entry("third")));

    assertThat(journal.latest(Journal.CAPACITY))
        .extracting(JournalEntry::evidence)
        .hasSize(Journal.CAPACITY)
        .startsWith("second", "third", "now");
  }

  private static JournalEntry entry(String evidence) {
    return new JournalEntry(NOW, "vrrp/a", "x", "y", SILENT, evidence);
  }
}
