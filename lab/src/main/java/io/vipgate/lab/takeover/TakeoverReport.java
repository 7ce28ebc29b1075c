package io.vipgate.lab.takeover;

import io.vipgate.lab.tenant.VipgateRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The figures of many takeovers: {@code bin/takeovers [TRIES]}.
 *
 * <p>Each line is {@code what: VIP median ..., p99 ..., max ... of N; client median ...}.
 */
public final class TakeoverReport {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final int DEFAULT_TRIES = 100;

  /** What takes seconds each is tried less often. */
  private static final int SLOW = 20;

  private TakeoverReport() {}

  /** Takes the number of tries. */
  public static void main(String[] arguments) {
    int tries = arguments.length == 0 ? DEFAULT_TRIES : Integer.parseInt(arguments[0]);
    int few = Math.max(1, tries / SLOW);
    try (TakeoverTrials trials =
        TakeoverTrials.ofVipgate("takeover10", r -> r.inVersion3(SHORTEST), true)) {
      print("host crash, version 3, adverts each 10 ms", tries, trials::cut);
    }
    try (TakeoverTrials trials = TakeoverTrials.ofVipgate("takeover1s", r -> r, true)) {
      print("host crash, version 2, adverts each second", few, trials::cut);
    }
    try (TakeoverTrials trials = TakeoverTrials.ofKeepalived("takeoverka")) {
      print("host crash, keepalived, adverts each second", few, trials::cut);
    }
    kills("process death, version 2, adverts each second", tries, VipgateRouter::withNopreempt);
    kills(
        "process death, version 3, adverts each 10 ms",
        tries,
        r -> r.inVersion3(SHORTEST).withNopreempt());
    kills(
        "process death, version 3, adverts each 5 s",
        few,
        r -> r.inVersion3(Duration.ofSeconds(5)).withNopreempt());
  }

  private static void kills(String what, int tries, TakeoverTrials.Variant variant) {
    try (TakeoverTrials trials = TakeoverTrials.ofVipgate("takeoverkill", variant, true)) {
      print(
          what,
          tries,
          () -> {
            trials.awaitLifeline();
            return trials.kill();
          });
    }
  }

  private static void print(String what, int tries, Supplier<Takeover> trial) {
    List<Takeover> takeovers = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      takeovers.add(trial.get());
    }
    System.out.println(
        "%s: VIP %s; client %s"
            .formatted(
                what,
                new Figures(takeovers.stream().map(Takeover::vip).toList()),
                new Figures(takeovers.stream().map(Takeover::client).toList())));
  }
}
