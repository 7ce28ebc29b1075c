package io.vipgate.bench.soak;

import io.vipgate.bench.Section;
import io.vipgate.bench.Session;
import io.vipgate.bench.result.Figures;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What must hold for long: the runs of {@code bin/soak}, each as anybody may start it. */
public final class SoakSection implements Section {
  private static final String NAME = "soak";
  private static final String PROGRAM = "bin/soak";

  /** Of timeout(1): longer than any of them takes with a build before it. */
  private static final String AT_MOST = "30m";

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
    Ended ended = run(session.root().toFile(), soak);
    session.say(ended.lastLine());
    if (ended.exit() != 0) {
      session.problem(
          cell(soak),
          Figures.OURS,
          "%s: value: exit %d (expected: 0): %s"
              .formatted(command, ended.exit(), ended.lastLine()));
      return;
    }
    for (String metric : soak.metrics()) {
      OptionalDouble count = soak.count(metric, ended.printed());
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

  private record Ended(int exit, String printed) {
    String lastLine() {
      return printed.strip().lines().reduce("", (before, line) -> line);
    }
  }

  private static Ended run(File root, Soak soak) {
    List<String> command = new ArrayList<>(List.of("timeout", AT_MOST, PROGRAM));
    command.addAll(soak.arguments());
    try {
      Process process =
          new ProcessBuilder(command).directory(root).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(-1, "interrupted");
    }
  }

  private static String cell(Soak soak) {
    return NAME + "/" + soak.label();
  }
}
