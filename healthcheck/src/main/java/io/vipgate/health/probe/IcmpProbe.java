package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls the host a few times, and counts the replies: speaks of the host and the way there, and of
 * no process.
 *
 * <pre>
 *   0       20 ms     40 ms                         timeout
 *   request request   request                          |
 *         reply   reply       (lost)                   v   2 of 3 replied, 33 % lost
 * </pre>
 *
 * Ends as soon as the outcome is certain.
 */
final class IcmpProbe implements Probe {
  private static final long SPACING_NS = 20_000_000L;

  private final ProbeSpec spec;
  private final EchoSettings settings;
  private final Echo echo;

  IcmpProbe(ProbeSpec spec, Means means) {
    this.spec = spec;
    this.settings = spec.settings().echoes();
    this.echo = means.echo();
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    new Calls(loop, new Attempt(loop, spec, once)).begin();
  }

  /** The calls of one look. On the loop's thread only. */
  private final class Calls {
    private final EventLoop loop;
    private final Attempt attempt;
    private final List<Echo.Pending> pending = new ArrayList<>();
    private final List<Long> roundTripsNs = new ArrayList<>();
    private int sent;

    Calls(EventLoop loop, Attempt attempt) {
      this.loop = loop;
      this.attempt = attempt;
    }

    void begin() {
      attempt.over(() -> pending.forEach(Echo.Pending::forget), this::timeIsUp);
      call();
    }

    private void call() {
      if (attempt.isConcluded()) {
        return;
      }
      long sentNs = loop.ticker().nanoTime();
      try {
        pending.add(
            echo.request(spec.target().getAddress(), () -> loop.execute(() -> replied(sentNs))));
      } catch (IOException e) {
        attempt.conclude(Diagnosis.ofEcho(e));
        return;
      }
      sent++;
      if (sent < settings.count()) {
        long spacingNs = Math.min(SPACING_NS, spec.timeoutNs() / (2L * settings.count()));
        var unused = loop.schedule(this::call, spacingNs, TimeUnit.NANOSECONDS);
      }
    }

    private void replied(long sentNs) {
      roundTripsNs.add(loop.ticker().nanoTime() - sentNs);
      if (roundTripsNs.size() == settings.count()) {
        attempt.conclude(finding());
      }
    }

    private Finding timeIsUp() {
      return finding();
    }

    private Finding finding() {
      int replies = roundTripsNs.size();
      int lossPercent = 100 * (settings.count() - replies) / settings.count();
      if (replies == 0) {
        return new Finding(
            Reason.NO_ECHO,
            "none of %d echo requests answered within %s"
                .formatted(settings.count(), Finding.span(spec.timeoutNs())));
      }
      String figures =
          "%d of %d echo requests answered, %d %% lost, round trip %.2f/%.2f/%.2f ms"
              .formatted(
                  replies,
                  settings.count(),
                  lossPercent,
                  roundTripsNs.stream().mapToLong(ns -> ns).min().orElse(0) / 1e6,
                  roundTripsNs.stream().mapToLong(ns -> ns).average().orElse(0) / 1e6,
                  roundTripsNs.stream().mapToLong(ns -> ns).max().orElse(0) / 1e6);
      return lossPercent <= settings.maxLossPercent()
          ? new Finding(Reason.OK, figures)
          : new Finding(
              Reason.LOSS,
              "%s (expected: at most %d %% lost)".formatted(figures, settings.maxLossPercent()));
    }
  }
}
