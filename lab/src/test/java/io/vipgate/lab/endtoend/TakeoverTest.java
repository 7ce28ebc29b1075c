package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.takeover.Figures;
import io.vipgate.lab.takeover.Takeover;
import io.vipgate.lab.takeover.TakeoverTrials;
import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How fast the VIP moves, with nothing else on the machine. {@code bin/takeovers} does the same a
 * hundred times.
 */
@Isolated
@RequiresRoot
class TakeoverTest {
  private static final int TRIES = 10;
  private static final int STOPS = 5;
  private static final Duration SHORTEST = Duration.ofMillis(10);

  @Test
  void aCrashedHostWithAdvertsEach10Ms() {
    try (TakeoverTrials trials =
        TakeoverTrials.ofVipgate("crash", r -> r.inVersion3(SHORTEST), true)) {
      Figures client = clients(TRIES, "crash with adverts each 10 ms", trials::cut);
      assertThat(client.median()).isLessThanOrEqualTo(Duration.ofMillis(45));
      assertThat(client.percentile(90)).isLessThanOrEqualTo(Duration.ofMillis(80));
    }
  }

  @Test
  void aKilledProcessWithAdvertsEachSecond() {
    try (TakeoverTrials trials =
        TakeoverTrials.ofVipgate("death", VipgateRouter::withNopreempt, true)) {
      Figures client =
          clients(
              TRIES,
              "process death with adverts each second",
              () -> {
                trials.awaitLifeline();
                return trials.kill();
              });
      assertThat(client.median()).isLessThanOrEqualTo(Duration.ofMillis(40));
      assertThat(client.percentile(90)).isLessThanOrEqualTo(Duration.ofMillis(100));
      // The one that was killed last has begun a new journal since.
      assertThat(trials.vipgates())
          .anySatisfy(
              vipgate -> assertThat(Journal.causes(vipgate)).contains("the master's process died"));
    }
  }

  /** keepalived waits for the skew, 0.66 s with these priorities, and so did we. */
  @Test
  void aStoppedProcessWithAdvertsEachSecond() {
    try (TakeoverTrials trials =
        TakeoverTrials.ofVipgate("stop", VipgateRouter::withNopreempt, true)) {
      Figures client =
          clients(
              STOPS,
              "clean stop with adverts each second",
              () -> {
                trials.awaitLifeline();
                return trials.stop();
              });
      assertThat(client.median()).isLessThanOrEqualTo(Duration.ofMillis(100));
      assertThat(trials.vipgates())
          .anySatisfy(vipgate -> assertThat(vipgate.get("/status")).contains("and said goodbye"));
    }
  }

  /** How long a client was not served. */
  private static Figures clients(int times, String what, Supplier<Takeover> trial) {
    List<Duration> outages = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Takeover takeover = trial.get();
      System.out.println(takeover);
      outages.add(takeover.client());
    }
    Figures figures = new Figures(outages);
    System.out.println(what + ", client: " + figures);
    return figures;
  }
}
