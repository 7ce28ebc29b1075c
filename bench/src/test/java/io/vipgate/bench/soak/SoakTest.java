package io.vipgate.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoakTest {
  /** What the runs print, with a count other than 0 where each counts something. */
  private static final Map<Soak, String> PRINTED =
      Map.of(
          Soak.IDLE,
          "idle: 9000 connections for 600 s, 600 pool changes, 10 deaths of a server: lost 15000"
              + " with it, 7 others",
          Soak.RELOAD,
          "reload: 300 in 300 s: 99 short connections, 7 refused, 7 cut, slowest 9 ms; 200 lasting"
              + " ones, 7 lost",
          Soak.RESTART,
          "restart: 10 times: 99 short connections, 7 refused, 3 cut in the middle, slowest 9 ms",
          Soak.UPGRADE,
          "upgrade: 10 times: 99 short connections, 7 refused, 7 cut, slowest 9 ms; 200 lasting"
              + " ones, 7 lost",
          Soak.STORM,
          "storm: 10 times 9000 connects at once: all answered, 7 refused, 7 cut, the last one"
              + " after 9 ms",
          Soak.ELECTION,
          "election: adverts each 100 ms, 64 connections through the proxy for 600 s: 1,000 requests"
              + " (1 a second; errors: none), load average 3.0; 6000 adverts heard; deadlines missed"
              + " by more than 50 ms: 0 by the holder, 0 by the backup; 7 role changes",
          Soak.DAY,
          "24 simulated hours of 3 hosts, adverts each 100 ms, 1 % lost: 864,010 adverts sent; 2"
              + " times a backup missed 3 in a row and took over, until the next one; 7 other role"
              + " changes");

  @ParameterizedTest
  @EnumSource(Soak.class)
  void eachMetricIsFoundInWhatTheRunPrints(Soak soak) {
    assertThat(soak.metrics()).isNotEmpty();
    for (String metric : soak.metrics()) {
      assertThat(soak.count(metric, "building\n" + PRINTED.get(soak) + "\n"))
          .as(metric)
          .isEqualTo(OptionalDouble.of(7));
    }
  }

  @Test
  void whatWasNotPrintedIsNotNone() {
    assertThat(Soak.ELECTION.count("changes", "wrk: value: exit 1")).isEmpty();
  }
}
