package io.vipgate.bench.data;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Contender;
import io.vipgate.bench.contender.CpuTime;
import io.vipgate.bench.load.Load;
import io.vipgate.bench.load.LoadException;
import io.vipgate.bench.load.LoadReport;
import io.vipgate.bench.result.Figure;
import io.vipgate.bench.result.Figure.Better;
import io.vipgate.bench.stat.Samples;
import io.vipgate.lab.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Throughput, latency and cost of the data path, in interleaved rounds. */
public final class DataSection implements Section {
  private static final String NAME = "data";
  private static final double US_PER_NS = 1e-3;

  /** Rounds of what takes longest, in a hurry. */
  private static final int HURRIED = 3;

  /** Of what contenders do not differ in as much as one round does from the next. */
  private static final int MORE_ROUNDS = 2;

  /**
   * Of a bulk transfer's three programs two share one of two processors. Which two, the kernel's
   * scheduler decides anew every few seconds, and one way is twice as fast as another: only many
   * long rounds tell contenders from each other.
   */
  private static final int BULK_ROUNDS = 4;

  /**
   * Of a request, contenders differ by one or two per cent, where a round differs by four from the
   * next: the median of fourteen says no more than a coin does.
   */
  private static final int REQUEST_ROUNDS = 6;

  private static final int BULK_SECONDS = 2;

  /** Any will do, so long as it is the same in each run. */
  private static final long SEED = 20_261;

  /** What one round of one contender gave. */
  private record Round(LoadReport report, long cpuNs) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return Arrays.stream(DataCell.values()).map(cell -> NAME + "/" + cell.label()).toList();
  }

  @Override
  public List<String> telling() {
    return Arrays.stream(DataCell.values())
        .filter(cell -> cell != DataCell.THREE && cell != DataCell.TLS)
        .map(cell -> NAME + "/" + cell.label())
        .toList();
  }

  @Override
  public void measure(Session session, List<String> cells) {
    try (DataBed bed = DataBed.start(session)) {
      for (DataCell cell : DataCell.values()) {
        if (cells.contains(NAME + "/" + cell.label())) {
          measure(session, bed, cell);
        }
      }
    }
  }

  private static void measure(Session session, DataBed bed, DataCell cell) {
    Load load = cell.load(bed);
    Map<Contender, List<Round>> rounds = new LinkedHashMap<>();
    Lineup.of(bed, cell, session.mode()).forEach(c -> rounds.put(c, new ArrayList<>()));
    // Not counted: what is compiled, cached and connected by then stays so.
    if (cell != DataCell.WATCH) {
      rounds.keySet().removeIf(c -> !run(session, cell, load, c, 1, new ArrayList<>()));
    }
    Set<String> running = names(rounds.keySet());
    int seconds = seconds(session, cell);
    Random order = new Random(SEED);
    for (int i = 0; i < rounds(session, cell); i++) {
      for (Map.Entry<Contender, List<Round>> entry : inTurn(rounds, order)) {
        Contender contender = entry.getKey();
        if (running.contains(contender.name())
            && !run(session, cell, load, contender, seconds, entry.getValue())) {
          rounds.remove(contender);
        }
      }
      running = Finalists.of(rates(rounds));
      if (i + 1 >= session.mode().rounds()) {
        running.retainAll(Finalists.inReach(medians(rounds)));
      }
    }
    rounds.forEach((contender, done) -> record(session, cell, contender, done));
  }

  /** In another order each round, so that nobody always comes behind the same one. */
  private static List<Map.Entry<Contender, List<Round>>> inTurn(
      Map<Contender, List<Round>> rounds, Random order) {
    List<Map.Entry<Contender, List<Round>>> turn = new ArrayList<>(rounds.entrySet());
    Collections.shuffle(turn, order);
    return turn;
  }

  private static Set<String> names(Collection<Contender> contenders) {
    return contenders.stream().map(Contender::name).collect(Collectors.toSet());
  }

  /** In the first round, which all have run. */
  private static Map<String, Double> rates(Map<Contender, List<Round>> rounds) {
    return rounds.entrySet().stream()
        .collect(
            Collectors.toMap(e -> e.getKey().name(), e -> e.getValue().get(0).report().rate()));
  }

  private static Map<String, Double> medians(Map<Contender, List<Round>> rounds) {
    return rounds.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().name(),
                e ->
                    new Samples(e.getValue().stream().map(r -> r.report().rate()).toList())
                        .median()));
  }

  private static int rounds(Session session, DataCell cell) {
    int rounds = session.mode().rounds();
    if (cell == DataCell.WATCH) {
      return 1;
    }
    if (!session.mode().isFull()) {
      return cell.isBulk() ? Math.min(HURRIED, rounds) : rounds;
    }
    return rounds
        * switch (cell) {
          case REQUEST -> REQUEST_ROUNDS;
          case SHORT -> MORE_ROUNDS;
          case BULK_1_DOWN, BULK_8_DOWN, BULK_1_UP, BULK_8_UP -> BULK_ROUNDS;
          default -> 1;
        };
  }

  /** Whether the contender is still in the race. */
  private static boolean run(
      Session session,
      DataCell cell,
      Load load,
      Contender contender,
      int seconds,
      List<Round> rounds) {
    try {
      CpuTime before = CpuTime.of(contender.pids());
      LoadReport report = load.run(contender.endpoint(cell.service()), seconds);
      rounds.add(new Round(report, CpuTime.of(contender.pids()).sinceNs(before)));
      return true;
    } catch (LoadException | LabException e) {
      session.problem(NAME + "/" + cell.label(), contender.name(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static int seconds(Session session, DataCell cell) {
    int seconds = session.mode().loadSeconds();
    if (cell == DataCell.WATCH) {
      return 3 * seconds;
    }
    return cell.isBulk() && session.mode().isFull() ? BULK_SECONDS * seconds : seconds;
  }

  private static void record(
      Session session, DataCell cell, Contender contender, List<Round> rounds) {
    DataCell.Unit unit = cell.unit();
    var figures = new Figures(session, NAME + "/" + cell.label(), contender.name(), rounds);
    figures.add("rate", unit.rate, Better.HIGHER, round -> round.report().rate() * unit.rateFactor);
    if (!contender.pids().isEmpty()) {
      figures.add(
          "cpu",
          unit.cost,
          Better.LOWER,
          round -> round.cpuNs() * US_PER_NS / round.report().units() * unit.costFactor);
    }
    if (rounds.stream().allMatch(round -> round.report().p99Us() > 0)) {
      figures.add("p50", "us", Better.LOWER, round -> round.report().p50Us());
      figures.add("p99", "us", Better.LOWER, round -> round.report().p99Us());
    }
  }

  private record Figures(Session session, String cell, String contender, List<Round> rounds) {
    void add(String metric, String unit, Better better, ToDoubleFunction<Round> value) {
      Samples samples = new Samples(rounds.stream().mapToDouble(value).boxed().toList());
      session.record(
          new Figure(
              cell, contender, metric, unit, better, samples, rounds.get(0).report().command()));
    }
  }
}
