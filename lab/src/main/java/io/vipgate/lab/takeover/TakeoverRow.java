package io.vipgate.lab.takeover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What fails, and what the tries of it must come to.
 *
 * @param what for people
 * @param cell short, for the name of a measurement
 * @param program whose takeover it is: {@code vipgate} or {@code keepalived}
 * @param isSlow whether one try takes seconds; there are fewer of them
 * @param bar what it must come to; null where it is a rival that is measured
 * @param trials makes the two routers
 * @param failure one failure of the holder
 */
public record TakeoverRow(
    String what,
    String cell,
    String program,
    boolean isSlow,
    @Nullable TakeoverBar bar,
    Supplier<TakeoverTrials> trials,
    Function<TakeoverTrials, Takeover> failure) {
  private static final String OURS = "vipgate";

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(5);

  /** One in so many tries of what is slow. */
  private static final int SLOW = 10;

  private static final TakeoverBar CRASH = TakeoverBar.client(45, 80);
  private static final TakeoverBar CRASH_OF_THE_SAMPLES = TakeoverBar.client(3_700, 3_700);
  private static final TakeoverBar DEATH = TakeoverBar.vip(15, 40);

  /** Proxied connections of a busy master. */
  private static final int MANY = 2_000;

  /** All of them, each rival beside ours. */
  public static List<TakeoverRow> all() {
    return List.of(
        host(
            "host, version 3, adverts each 10 ms",
            "host-10ms",
            false,
            CRASH,
            r -> r.inVersion3(SHORTEST)),
        host("host, the samples' version 2", "host-samples", true, CRASH_OF_THE_SAMPLES, r -> r),
        new TakeoverRow(
            "host, the samples' version 2, keepalived",
            "host-samples",
            "keepalived",
            true,
            null,
            () -> TakeoverTrials.ofKeepalived("takeoverka"),
            TakeoverTrials::cut),
        process(
            "process, version 3, adverts each 10 ms",
            "process-10ms",
            false,
            0,
            r -> r.inVersion3(SHORTEST)),
        process("process, the samples' version 2", "process-samples", false, 0, r -> r),
        process(
            "process with " + MANY + " connections, version 2",
            "process-busy",
            false,
            MANY,
            r -> r),
        process(
            "process, version 3, adverts each 5 s",
            "process-5s",
            true,
            0,
            r -> r.inVersion3(LONG)));
  }

  private static TakeoverRow host(
      String what, String cell, boolean isSlow, TakeoverBar bar, TakeoverTrials.Variant variant) {
    return new TakeoverRow(
        what,
        cell,
        OURS,
        isSlow,
        bar,
        () -> TakeoverTrials.ofVipgate("takeover", variant, true),
        TakeoverTrials::cut);
  }

  private static TakeoverRow process(
      String what, String cell, boolean isSlow, int connections, TakeoverTrials.Variant variant) {
    return new TakeoverRow(
        what,
        cell,
        OURS,
        isSlow,
        DEATH,
        () -> {
          TakeoverTrials trials =
              TakeoverTrials.ofVipgate("takeoverkill", r -> variant.of(r).withNopreempt(), true);
          if (connections > 0) {
            trials.hold(connections);
          }
          return trials;
        },
        trials -> {
          trials.awaitLifeline();
          return trials.kill();
        });
  }

  /** Fails so often, or a tenth of it where that would take long. */
  public List<Takeover> run(int tries) {
    List<Takeover> takeovers = new ArrayList<>();
    try (TakeoverTrials started = trials.get()) {
      for (int i = 0; i < (isSlow ? Math.max(1, tries / SLOW) : tries); i++) {
        takeovers.add(failure.apply(started));
      }
    }
    return takeovers;
  }
}
