package io.vipgate.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FinalistsTest {
  @Test
  void theFastestVariantOfEachRivalGoesOn() {
    Map<String, Double> rates =
        Map.of(
            "vipgate", 1.0,
            "direct", 9.0,
            "haproxy-1t", 3.0,
            "haproxy-2t", 4.0,
            "haproxy-2t-pinned", 3.5,
            "haproxy-1t-512k", 6.0,
            "haproxy-2t-splice-512k", 7.0,
            "nginx-1w", 2.0,
            "nginx-2w", 1.0);

    assertThat(Finalists.of(rates))
        .containsExactlyInAnyOrder(
            "vipgate",
            "direct",
            "haproxy-1t",
            "haproxy-2t",
            "haproxy-2t-pinned",
            "haproxy-2t-splice-512k",
            "nginx-1w");
  }

  @Test
  void oneThatSplicesGoesOnWhateverTheFirstRoundSays() {
    assertThat(
            Finalists.of(
                Map.of(
                    "haproxy-1t-512k", 6.0,
                    "haproxy-1t-splice-512k", 5.0,
                    "haproxy-2t-splice-512k", 4.0)))
        .containsExactlyInAnyOrder("haproxy-1t-512k", "haproxy-1t-splice-512k");
  }

  @Test
  void theFastestThatIsNotPinnedGoesOnBesideOneThatIs() {
    assertThat(
            Finalists.of(
                Map.of(
                    "haproxy-1t-512k", 5.0,
                    "haproxy-2t-pinned-splice-512k", 6.0,
                    "haproxy-2t-splice-512k", 4.0)))
        .containsExactlyInAnyOrder(
            "haproxy-1t-512k", "haproxy-2t-pinned-splice-512k", "haproxy-2t-splice-512k");
  }

  @Test
  void whoIsFastestAsPackagedGoesOnOnce() {
    assertThat(Finalists.of(Map.of("haproxy-1t", 3.0, "haproxy-2t-splice", 2.0)))
        .containsExactly("haproxy-1t");
  }

  @Test
  void whoIsFarBehindIsNotRunAgain() {
    assertThat(
            Finalists.inReach(
                Map.of(
                    "vipgate", 1.0,
                    "haproxy-1t", 7.9,
                    "haproxy-2t", 10.0,
                    "haproxy-2t-pinned", 8.0,
                    "nginx-1w", 7.0,
                    "direct", 11.0)))
        .containsExactlyInAnyOrder("vipgate", "haproxy-2t", "haproxy-2t-pinned", "direct");
  }
}
