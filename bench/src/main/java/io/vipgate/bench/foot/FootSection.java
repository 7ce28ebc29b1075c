package io.vipgate.bench.foot;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.load.LoadException;
import io.vipgate.lab.LabException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What it takes to run: memory, CPU, time to start, room on the disk. */
public final class FootSection implements Section {
  private static final String NAME = "foot";
  private static final int FEW = 1000;
  private static final int MANY = 9000;

  private final Map<String, BiConsumer<Session, String>> cells = new LinkedHashMap<>();

  public FootSection() {
    cells.put(NAME + "/idle", Idle::measure);
    cells.put(
        NAME + "/connections-" + FEW, (session, cell) -> Connections.measure(session, cell, FEW));
    cells.put(
        NAME + "/connections-" + MANY, (session, cell) -> Connections.measure(session, cell, MANY));
    cells.put(NAME + "/start", Start::measure);
    cells.put(NAME + "/installed", Installed::measure);
    cells.put(NAME + "/exposure", Exposure::measure);
    for (int intervalMs : Election.INTERVALS_MS) {
      cells.put(
          Election.cell(NAME, intervalMs),
          (session, cell) -> Election.measure(session, cell, intervalMs));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return List.copyOf(cells.keySet());
  }

  @Override
  public List<String> telling() {
    return cells().stream()
        .filter(cell -> !cell.endsWith("-" + FEW))
        .filter(cell -> !cell.contains("election") || cell.endsWith("-10ms"))
        .toList();
  }

  @Override
  public void measure(Session session, List<String> chosen) {
    cells.forEach(
        (cell, measurement) -> {
          if (chosen.contains(cell)) {
            attempt(session, cell, measurement);
          }
        });
  }

  private static void attempt(
      Session session, String cell, BiConsumer<Session, String> measurement) {
    try {
      measurement.accept(session, cell);
    } catch (LabException | LoadException e) {
      session.problem(cell, "all", String.valueOf(e.getMessage()));
    }
  }
}
