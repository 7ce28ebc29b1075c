package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLineTest {
  private static final JournalEntry ENTRY =
      new JournalEntry(
          Instant.parse("2026-01-02T03:04:05.006Z"),
          "server/apiserver/m1",
          "READY",
          "DOWN",
          new JournalCause("connect_refused", "nobody \"listens\""),
          "a\tb\nc \u00e4 \ud83d\ude00 \\");

  @Test
  void oneLineThatReadsBackAsTheSame() {
    String line = JournalLine.format(ENTRY);

    assertThat(line).doesNotContain("\n");
    assertThat(JournalLine.parse(line)).contains(ENTRY);
  }

  @Test
  void namesItsKeys() {
    assertThat(JournalLine.format(ENTRY))
        .contains("\"time\":\"2026-01-02T03:04:05.006Z\"", "\"code\":\"connect_refused\"");
  }

  @Test
  void whateverALossOfPowerLeavesOfALineIsNoEntry() {
    String line = JournalLine.format(ENTRY);
    for (int length = 0; length < line.length(); length++) {
      assertThat(JournalLine.parse(line.substring(0, length)))
          .as("%d characters", length)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "[]", "\u0000\u0000", "{\"time\":\"now\"}"})
  void anythingElseIsNoEntry(String line) {
    assertThat(JournalLine.parse(line)).isEmpty();
  }
}
