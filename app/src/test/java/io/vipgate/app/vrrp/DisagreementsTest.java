package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisagreementsTest {
  private static final long MINUTE_NS = 60_000_000_000L;

  private final Disagreements disagreements = new Disagreements();

  @Test
  void eachPeerIsShownWithItsLatest() {
    disagreements.saw("10.0.0.2", "another interval", 0);
    disagreements.saw("10.0.0.3", "another password", 1);
    disagreements.saw("10.0.0.2", "other addresses", 2);

    assertThat(disagreements.current(3))
        .containsExactly("10.0.0.2: other addresses", "10.0.0.3: another password");
  }

  @Test
  void whatIsNotSaidAnyMoreIsForgottenAfterAMinute() {
    disagreements.saw("10.0.0.2", "another interval", 0);

    assertThat(disagreements.current(MINUTE_NS)).hasSize(1);
    assertThat(disagreements.current(MINUTE_NS + 1)).isEmpty();
  }

  @Test
  void forgedSendersDoNotTakeEndlesslyMuchMemory() {
    for (int i = 0; i < 1_000; i++) {
      disagreements.saw("10.0.0." + i, "another password", 0);
    }

    assertThat(disagreements.current(1)).hasSize(32);
  }
}
