package io.vipgate.bench.soak;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.result.Figures;
import io.vipgate.lab.Command;
import io.vipgate.lab.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What must hold for long: the runs of {@code bin/soak}, each as anybody may start it. */
public final class SoakSection implements Section {
  private static final String NAME = "soak";
  private static final String PROGRAM = "bin/soak";

  /** Longer than any of them takes with a build before it. */
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cells() {
    return Arrays.stream(Soak.values()).map(SoakSection::cell).toList();
  }

  @Override
  public List<String> telling() {
    return List.of();
  }

  @Override
  public void measure(Session session, List<String> cells) {
    for (Soak soak : Soak.values()) {
      if (cells.contains(cell(soak))) {
        measure(session, soak);
      }
    }
  }

  private static void measure(Session session, Soak soak) {
    String command = PROGRAM + " " + String.join(" ", soak.arguments());
    session.say(command);
    List<String> whole = new ArrayList<>(List.of(session.root().resolve(PROGRAM).toString()));
    whole.addAll(soak.arguments());
    Command.Result ended;
    try {
      ended = Command.attempt(whole, AT_MOST).orThrow();
    } catch (LabException e) {
      session.problem(cell(soak), Figures.OURS, String.valueOf(e.getMessage()));
      return;
    }
    session.say(lastLine(ended.out()));
    for (String metric : soak.metrics()) {
      OptionalDouble count = soak.count(metric, ended.out());
      if (count.isEmpty()) {
        session.problem(
            cell(soak),
            Figures.OURS,
            "%s: value: no %s (expected: its count)".formatted(command, metric));
      } else {
        session.cost(cell(soak), Figures.OURS, metric, "", command, count.getAsDouble());
      }
    }
  }

  private static String lastLine(String printed) {
    return printed.strip().lines().reduce("", (before, line) -> line);
  }

  private static String cell(Soak soak) {
    return NAME + "/" + soak.label();
  }
}
