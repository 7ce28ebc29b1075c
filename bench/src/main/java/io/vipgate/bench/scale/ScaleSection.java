package io.vipgate.bench.scale;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.load.LoadException;
import io.vipgate.bench.result.Figures;
import io.vipgate.bench.stat.Growth;
import io.vipgate.lab.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How memory, CPU and time to start grow with what vipgate is given. */
public final class ScaleSection implements Section {
  private static final String NAME = "scale";

  /** Less than this much of a resource is below what can be measured: MiB, and microseconds. */
  private static final double FLOOR = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return Arrays.stream(ScaleCell.values()).map(ScaleSection::name).toList();
  }

  private static String name(ScaleCell cell) {
    return NAME + "/" + cell.label();
  }

  @Override
  public List<String> telling() {
    return List.of(name(ScaleCell.CONNECTIONS));
  }

  @Override
  public void measure(Session session, List<String> cells) {
    for (ScaleCell cell : ScaleCell.values()) {
      if (cells.contains(name(cell))) {
        try {
          measure(session, cell);
        } catch (LabException | LoadException e) {
          session.problem(name(cell), Figures.OURS, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static void measure(Session session, ScaleCell cell) {
    List<Growth.Point> memory = new ArrayList<>();
    List<Growth.Point> cpu = new ArrayList<>();
    double empty = 0;
    for (int size : cell.sizes(session.mode().isFull())) {
      ScaleCell.Cost cost = cell.measure(session, size);
      String command = cell.label() + " = " + size;
      String contender = Figures.OURS + "-" + size;
      session.cost(name(cell), contender, "resident", "MiB", command, cost.residentMib());
      session.cost(name(cell), contender, "cpu", cell.cpuUnit(), command, cost.cpu());
      // What it takes with the least is no growth.
      empty = memory.isEmpty() ? cost.residentMib() - FLOOR : empty;
      memory.add(new Growth.Point(size, cost.residentMib() - empty));
      cpu.add(new Growth.Point(size, cost.cpu()));
    }
    grown(session, cell, "memory-growth", Growth.of(memory, FLOOR));
    grown(session, cell, "cpu-growth", Growth.of(cpu, cell.cpuFloor()));
  }

  private static void grown(Session session, ScaleCell cell, String metric, Growth growth) {
    session.cost(
        name(cell),
        Figures.OURS,
        metric,
        "exponent",
        "least squares of the logarithms, fit %.2f".formatted(growth.fit()),
        growth.exponent());
  }
}
