package io.vipgate.health.probe;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several probes of one server at the same time. All must find it ready, or any:
 *
 * <pre>
 *   the better first:    READY, UNKNOWN, NOT_READY, DEAD
 *   all-of takes         the worst member's result
 *   any-of takes         the best member's, and does not wait for the others once one is READY
 * </pre>
 *
 * A server is dead only if no member has seen life: what is worse than that is told as {@link
 * Reason#PART}, and drains.
 */
final class CombinedProbe implements Probe {
  private static final List<Verdict> BEST_FIRST =
      List.of(Verdict.READY, Verdict.UNKNOWN, Verdict.NOT_READY, Verdict.DEAD);

  private final List<Part> parts;
  private final boolean any;

  private record Part(String name, Probe probe) {}

  private CombinedProbe(ProbeSpec spec, Means means, boolean any) {
    this.parts =
        spec.members().stream()
            .map(member -> new Part(member.name(), member.spec().newProbe(means)))
            .toList();
    this.any = any;
  }

  static CombinedProbe allOf(ProbeSpec spec, Means means) {
    return new CombinedProbe(spec, means, false);
  }

  static CombinedProbe anyOf(ProbeSpec spec, Means means) {
    return new CombinedProbe(spec, means, true);
  }

  @Override
  public void start(EventLoop loop, Consumer<ProbeResult> once) {
    Round round = new Round(once);
    for (int i = 0; i < parts.size(); i++) {
      int member = i;
      parts.get(i).probe().start(loop, result -> round.ended(member, result));
    }
  }

  @Override
  public void onLost(Runnable listener) {
    parts.forEach(part -> part.probe().onLost(listener));
  }

  @Override
  public void refresh() {
    parts.forEach(part -> part.probe().refresh());
  }

  @Override
  public void close() {
    parts.forEach(part -> part.probe().close());
  }

  /** One look of all members. */
  private final class Round {
    private final Consumer<ProbeResult> once;

    /** By the member's place: of two that are as good, the one that is configured first is told. */
    private final SortedMap<Integer, ProbeResult> results = new TreeMap<>();

    private @Nullable ServerCertificate certificate;
    private AgentAdvice advice = AgentAdvice.NONE;
    private boolean told;

    Round(Consumer<ProbeResult> once) {
      this.once = once;
    }

    void ended(int member, ProbeResult result) {
      String evidence = parts.get(member).name() + ": " + result.evidence();
      results.put(member, new ProbeResult(result.reason(), evidence, result.durationNs()));
      if (result.certificate() != null) {
        certificate = result.certificate();
      }
      advice = advice.then(result.advice());
      boolean decided = any && result.verdict() == Verdict.READY;
      if (!told && (decided || results.size() == parts.size())) {
        told = true;
        once.accept(outcome());
      }
    }

    private ProbeResult outcome() {
      Collection<ProbeResult> all = results.values();
      Comparator<ProbeResult> better =
          Comparator.comparing(result -> BEST_FIRST.indexOf(result.verdict()));
      ProbeResult decisive =
          (any ? all.stream().min(better) : all.stream().max(better)).orElseThrow();
      long slowestNs = all.stream().mapToLong(ProbeResult::durationNs).max().orElse(0);
      Reason reason =
          decisive.verdict() == Verdict.DEAD && all.stream().anyMatch(Round::sawLife)
              ? Reason.PART
              : decisive.reason();
      return new ProbeResult(reason, decisive.evidence(), slowestNs, certificate, advice);
    }

    private static boolean sawLife(ProbeResult result) {
      return result.verdict() == Verdict.READY || result.verdict() == Verdict.NOT_READY;
    }
  }
}
