package io.vipgate.app.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private static final long MINUTE_NS = 60_000_000_000L;

  private final Complaints complaints = new Complaints();

  @Test
  void aTroubleIsWorthALineOnceAMinute() {
    assertThat(complaints.isDue("password", 0)).isTrue();
    assertThat(complaints.isDue("password", MINUTE_NS - 1)).isFalse();
    assertThat(complaints.isDue("interval", 1)).isTrue();
    assertThat(complaints.isDue("password", MINUTE_NS)).isTrue();
  }

  @Test
  void endlesslyManyTroublesDoNotTakeEndlesslyMuchMemoryNorHideNewOnes() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(complaints.isDue("trouble " + i, 0)).isTrue();
    }
  }
}
