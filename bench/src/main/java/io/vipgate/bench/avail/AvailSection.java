package io.vipgate.bench.avail;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.load.LoadException;
import io.vipgate.bench.load.Probing;
import io.vipgate.bench.load.Probing.Noticed;
import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Figure.Better;
import io.vipgate.bench.stat.Samples;
import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import io.vipgate.lab.sample.SampleCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a client notices of each failure, try by try, the contenders by turns. */
public final class AvailSection implements Section {
  private static final String NAME = "avail";
  private static final Duration ELECTION = Duration.ofSeconds(20);

  /** Before the failure. */
  private static final long CALM_MS = 500;

  /** From the failure on: longer than any of them needs to recover, or the figure says so. */
  private static final long OBSERVED_MS = 6000;

  /** In a hurry: the two failures that the VIP is for, each with those that are quickest at it. */
  private static final Map<Failure, List<Contenders>> TELLING =
      Map.of(
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

  private static String cell(Failure failure) {
    return NAME + "/" + failure.label();
  }

  @Override
  public List<String> telling() {
    return TELLING.keySet().stream().map(AvailSection::cell).sorted().toList();
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
      measure(session, failure, contenders);
    }
  }

  private static void measure(Session session, Failure failure, List<Contenders> contenders) {
    session.say(cell(failure) + ": " + failure.summary());
    Map<String, List<Noticed>> noticed = new LinkedHashMap<>();
    for (int i = 0; i < session.mode().tries(); i++) {
      for (Contenders contender : contenders) {
        oneTry(session, failure, contender, noticed);
      }
    }
    noticed.forEach((name, tries) -> record(session, failure, name, tries));
  }

  private static void oneTry(
      Session session, Failure failure, Contenders contender, Map<String, List<Noticed>> noticed) {
    // New nodes for each try: nothing that an earlier one left can help or harm.
    try (SampleCluster cluster = SampleCluster.create("avail");
        Masters masters = contender.make(cluster, session.vipgate())) {
      session.setting(masters.name(), masters.settings());
      try {
        noticed
            .computeIfAbsent(masters.name(), name -> new ArrayList<>())
            .add(oneTry(failure, cluster, masters));
      } catch (LabException | LoadException e) {
        session.problem(cell(failure), masters.name(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static Noticed oneTry(Failure failure, SampleCluster cluster, Masters masters) {
    masters.start(1);
    masters.start(2);
    awaitServing(cluster, 1);
    failure.prepare(cluster, masters);
    try (Probing probing = Probing.start(cluster.client(), SampleCluster.VIP, SampleCluster.PORT)) {
      probing.begin();
      Pause.ms(CALM_MS);
      probing.strike();
      failure.strike(cluster, masters);
      Pause.ms(OBSERVED_MS);
      return probing.end();
    }
  }

  private static void awaitServing(SampleCluster cluster, int holder) {
    Await.until(
        "master " + holder + " holds the address, and serves",
        ELECTION,
        () ->
            cluster.master(holder).holds(SampleCluster.VIP)
                && !cluster.master(3 - holder).holds(SampleCluster.VIP)
                && isServed(cluster));
  }

  private static boolean isServed(SampleCluster cluster) {
    return cluster
        .client()
        .attempt(
            "curl",
            "--silent",
            "--insecure",
            "--max-time",
            "1",
            "https://%s:%d/livez".formatted(SampleCluster.VIP, SampleCluster.PORT))
        .succeeded();
  }

  private static void record(Session session, Failure failure, String name, List<Noticed> tries) {
    add(session, failure, name, "outage", "ms", tries, Noticed::outageMs);
    add(session, failure, name, "failed", "requests", tries, Noticed::failed);
    add(session, failure, name, "broken", "streams", tries, Noticed::broken);
    add(session, failure, name, "hung", "streams", tries, Noticed::hung);
    add(session, failure, name, "last end", "ms", tries, Noticed::lastEndMs);
  }

  private static void add(
      Session session,
      Failure failure,
      String name,
      String metric,
      String unit,
      List<Noticed> tries,
      ToDoubleFunction<Noticed> value) {
    if (tries.isEmpty()) {
      return;
    }
    session.record(
        new Figure(
            cell(failure),
            name,
            metric,
            unit,
            Better.LOWER,
            new Samples(tries.stream().mapToDouble(value).boxed().toList()),
            "ProbeClient %s %d: %s"
                .formatted(SampleCluster.VIP, SampleCluster.PORT, failure.summary())));
  }
}
