package io.vipgate.bench.soak;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.lab.LabException;
import io.vipgate.lab.takeover.Takeover;
import io.vipgate.lab.takeover.TakeoverRow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How long the address is away when its holder fails, over so many tries that a p99 says something.
 * {@code bin/takeovers} prints the same as a table.
 */
public final class TakeoverSection implements Section {
  private static final String NAME = "takeover";
  private static final double NS_PER_MS = 1e6;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return TakeoverRow.all().stream().map(TakeoverSection::cell).distinct().toList();
  }

  @Override
  public List<String> telling() {
    return List.of();
  }

  @Override
  public void measure(Session session, List<String> cells) {
    TakeoverRow.all().stream()
        .filter(row -> cells.contains(cell(row)))
        .forEach(row -> measure(session, row));
  }

  private static void measure(Session session, TakeoverRow row) {
    session.say(row.what());
    try {
      List<Takeover> takeovers = row.run(session.mode().takeovers());
      record(session, row, "VIP", takeovers, Takeover::vip);
      record(session, row, "client", takeovers, Takeover::client);
    } catch (LabException e) {
      session.problem(cell(row), row.program(), String.valueOf(e.getMessage()));
    }
  }

  private static void record(
      Session session,
      TakeoverRow row,
      String side,
      List<Takeover> takeovers,
      Function<Takeover, Duration> time) {
    session.cost(
        cell(row),
        row.program(),
        side,
        "ms",
        "bin/takeovers %d '%s'".formatted(session.mode().takeovers(), row.what()),
        takeovers.stream().mapToDouble(t -> time.apply(t).toNanos() / NS_PER_MS).toArray());
  }

  private static String cell(TakeoverRow row) {
    return NAME + "/" + row.cell();
  }
}
