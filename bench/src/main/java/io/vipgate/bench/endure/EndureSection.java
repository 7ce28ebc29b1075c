package io.vipgate.bench.endure;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.avail.Masters;
import io.vipgate.bench.avail.VipgateMasters;
import io.vipgate.bench.contender.Memory;
import io.vipgate.bench.load.LoadException;
import io.vipgate.bench.load.Probing;
import io.vipgate.bench.result.Figures;
import io.vipgate.bench.stat.Samples;
import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import io.vipgate.lab.sample.SampleCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Half an hour of load with a random fault every few seconds. Between two faults there is calm, in
 * which no request may fail; memory, descriptors and threads must not grow.
 */
public final class EndureSection implements Section {
  private static final String CELL = "endure/faults";
  private static final Duration ELECTION = Duration.ofSeconds(20);
  private static final int LEAST_CYCLES = 1;
  private static final long FAULT_MS = 5000;

  /** Longer than any check needs to take a server back. */
  private static final long RECOVERY_MS = 8000;

  private static final long CALM_MS = 4000;

  /** The same faults in the same order each time. */
  private static final long SEED = 20261121;

  private record Held(double residentMib, double descriptors, double threads) {}

  @Override
  public String name() {
    return "endure";
  }

  @Override
  public List<String> cells() {
    return List.of(CELL);
  }

  @Override
  public List<String> telling() {
    return List.of();
  }

  @Override
  public void measure(Session session, List<String> cells) {
    try (SampleCluster cluster = SampleCluster.create("endure");
        Masters masters = VipgateMasters.ofOneSecond(cluster, session.vipgate())) {
      masters.start(1);
      masters.start(2);
      Await.until(
          "master 1 holds the address", ELECTION, () -> cluster.master(1).holds(SampleCluster.VIP));
      endure(session, cluster, masters);
    } catch (LabException | LoadException e) {
      session.problem(CELL, Figures.OURS, String.valueOf(e.getMessage()));
    }
  }

  private static void endure(Session session, SampleCluster cluster, Masters masters) {
    List<Held> held = new ArrayList<>();
    List<Double> failed = new ArrayList<>();
    List<Fault> faults = List.copyOf(EnumSet.allOf(Fault.class));
    Random random = new Random(SEED);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(session.mode().enduranceMinutes());
    try (Probing probing = Probing.start(cluster.client(), SampleCluster.VIP, SampleCluster.PORT)) {
      for (int i = 0; i < LEAST_CYCLES || System.nanoTime() < end; i++) {
        Fault fault = faults.get(random.nextInt(faults.size()));
        probing.begin();
        fault.begin(cluster, masters.proxy(1));
        Pause.ms(FAULT_MS);
        fault.end(cluster, masters.proxy(1));
        Pause.ms(RECOVERY_MS);
        probing.strike();
        Pause.ms(CALM_MS);
        Probing.Noticed noticed = probing.end();
        failed.add((double) noticed.failed());
        held.add(held(masters.proxy(1).pid()));
      }
    }
    record(session, held, failed);
  }

  private static void record(Session session, List<Held> held, List<Double> failed) {
    String command = "random faults, seed " + SEED;
    session.cost(
        CELL,
        Figures.OURS,
        "failed in calm",
        "requests",
        command,
        failed.stream().mapToDouble(Double::doubleValue).toArray());
    session.cost(
        CELL,
        Figures.OURS,
        "resident",
        "MiB",
        command,
        held.stream().mapToDouble(Held::residentMib).toArray());
    session.cost(
        CELL,
        Figures.OURS,
        "resident-growth",
        "x",
        command,
        lateOverEarly(held.stream().map(Held::residentMib).toList()));
    session.cost(
        CELL,
        Figures.OURS,
        "descriptors-growth",
        "x",
        command,
        lateOverEarly(held.stream().map(Held::descriptors).toList()));
    session.cost(
        CELL,
        Figures.OURS,
        "threads-growth",
        "x",
        command,
        lateOverEarly(held.stream().map(Held::threads).toList()));
  }

  /** The last third over the second: in the first one it warms up. */
  private static double lateOverEarly(List<Double> values) {
    int third = values.size() / 3;
    if (third == 0) {
      return 1;
    }
    double early = new Samples(values.subList(third, 2 * third)).median();
    return new Samples(values.subList(2 * third, values.size())).median() / early;
  }

  private static Held held(long pid) {
    return new Held(Memory.residentMib(List.of(pid)), count(pid, "fd"), count(pid, "task"));
  }

  private static double count(long pid, String directory) {
    try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), directory))) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
