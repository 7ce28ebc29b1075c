package io.vipgate.bench.avail;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Figure.Better;
import io.vipgate.bench.stat.Samples;
import io.vipgate.lab.sample.SampleCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a client notices of each failure, try by try, the contenders by turns. */
public final class AvailSection implements Section {
  private static final String NAME = "avail";

  /** In a hurry: the two failures that the VIP is for, each with those that are quickest at it. */
  private static final Map<Failure, List<Contenders>> TELLING =
      Map.of(
          Failure.NONE, List.of(Contenders.VIPGATE_10MS, Contenders.PAIR_TUNED),
          Failure.POWER_LOSS, List.of(Contenders.VIPGATE_10MS, Contenders.PAIR_TUNED),
          Failure.KILLED, List.of(Contenders.VIPGATE_1S, Contenders.PAIR_KUBEADM));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return Arrays.stream(Failure.values()).map(AvailSection::cell).toList();
  }

  static String cell(Failure failure) {
    return NAME + "/" + failure.label();
  }

  @Override
  public List<String> telling() {
    return Arrays.stream(Failure.values())
        .filter(TELLING::containsKey)
        .map(AvailSection::cell)
        .toList();
  }

  @Override
  public void measure(Session session, List<String> cells) {
    List<Failure> failures =
        Arrays.stream(Failure.values()).filter(f -> cells.contains(cell(f))).toList();
    boolean hurry = !session.mode().isFull() && cells.equals(telling());
    for (Failure failure : failures) {
      List<Contenders> contenders =
          hurry
              ? TELLING.getOrDefault(failure, List.of(Contenders.values()))
              : List.of(Contenders.values());
      session.say(cell(failure) + ": " + failure.summary());
      Tries.of(session, failure, contenders)
          .forEach((contender, tries) -> record(session, failure, contender.label(), tries));
    }
  }

  private static void record(
      Session session, Failure failure, String contender, List<Lane.Try> tries) {
    if (tries.isEmpty()) {
      return;
    }
    var figures = new Figures(session, failure, contender, tries);
    figures.addCapped("outage", "ms", t -> t.noticed().outageMs());
    figures.addCapped("failed", "requests", t -> t.noticed().failed());
    figures.add("broken", "streams", t -> t.noticed().broken());
    figures.add("hung", "streams", t -> t.noticed().hung());
    figures.add("last end", "ms", t -> t.noticed().lastEndMs());
    if (tries.stream().noneMatch(t -> Double.isNaN(t.takeoverMs()))) {
      figures.add("takeover", "ms", Lane.Try::takeoverMs);
    }
    if (failure != Failure.POWER_LOSS) {
      // Of a host without power the lab's kernel goes on, which would not count.
      figures.addIfAny("two holders", "ms", Lane.Try::twoHoldersMs);
    }
    if (failure == Failure.NONE) {
      figures.add("client", "% of a core", Lane.Try::clientPercent);
    }
  }

  private record Figures(Session session, Failure failure, String contender, List<Lane.Try> tries) {
    void add(String metric, String unit, ToDoubleFunction<Lane.Try> value) {
      session.record(figure(metric, unit, value, Double.POSITIVE_INFINITY));
    }

    /** Of what would have gone on, had it been looked at for longer. */
    void addCapped(String metric, String unit, ToDoubleFunction<Lane.Try> value) {
      session.record(figure(metric, unit, value, cappedFrom(value)));
    }

    void addIfAny(String metric, String unit, ToDoubleFunction<Lane.Try> value) {
      if (tries.stream().anyMatch(t -> value.applyAsDouble(t) > 0)) {
        add(metric, unit, value);
      }
    }

    private Figure figure(
        String metric, String unit, ToDoubleFunction<Lane.Try> value, double cappedFrom) {
      return new Figure(
          cell(failure),
          contender,
          metric,
          unit,
          Better.LOWER,
          new Samples(tries.stream().mapToDouble(value).boxed().toList()),
          "ProbeClient %s %d: %s"
              .formatted(SampleCluster.VIP, SampleCluster.PORT, failure.summary()),
          cappedFrom);
    }

    /** The least value that might have become greater, had it not been cut off. */
    private double cappedFrom(ToDoubleFunction<Lane.Try> value) {
      return tries.stream()
          .filter(t -> t.noticed().capped())
          .mapToDouble(value)
          .min()
          .orElse(Double.POSITIVE_INFINITY);
    }
  }
}
