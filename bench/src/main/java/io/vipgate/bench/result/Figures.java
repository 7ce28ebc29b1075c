package io.vipgate.bench.result;

import io.vipgate.bench.result.Figure.Better;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All figures of a run, and questions about them. */
public record Figures(List<Figure> all) {
  /** The contender that all others are compared with. */
  public static final String OURS = "vipgate";

  public Figures {
    all = List.copyOf(all);
  }

  public Optional<Figure> find(String cell, String contender, String metric) {
    return all.stream()
        .filter(f -> f.cell().equals(cell))
        .filter(f -> f.contender().equals(contender))
        .filter(f -> f.metric().equals(metric))
        .findFirst();
  }

  /** Our own. */
  public Optional<Figure> ours(String cell, String metric) {
    return find(cell, OURS, metric);
  }

  /** All contenders of a cell by one metric. */
  public List<Figure> of(String cell, String metric) {
    return all.stream().filter(f -> f.cell().equals(cell) && f.metric().equals(metric)).toList();
  }

  /**
   * The best among those whose names match, by its median. Who ran one round of many has had a
   * lucky or an unlucky one, and is not among them, nor is who was left behind in a fraction of the
   * time.
   */
  public Optional<Figure> best(String cell, String contenders, String metric) {
    Comparator<Figure> byMedian = Comparator.comparingDouble(f -> f.samples().median());
    return of(cell, metric).stream()
        .filter(f -> f.contender().matches(contenders))
        .filter(f -> tells(f.samples().values().size(), rounds(cell, metric)))
        .max(better(cell, metric) == Better.HIGHER ? byMedian : byMedian.reversed());
  }

  /** Ours over the best of those, by medians. */
  public OptionalDouble ratio(String cell, String contenders, String metric) {
    Optional<Figure> ours = ours(cell, metric);
    Optional<Figure> rival = best(cell, contenders, metric);
    if (ours.isEmpty() || rival.isEmpty() || rival.get().samples().median() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(ours.get().samples().median() / rival.get().samples().median());
  }

  private static boolean tells(int samples, int rounds) {
    return samples == rounds || (samples > 1 && 4 * samples >= rounds);
  }

  private int rounds(String cell, String metric) {
    return of(cell, metric).stream().mapToInt(f -> f.samples().values().size()).max().orElse(0);
  }

  private Better better(String cell, String metric) {
    return of(cell, metric).stream().map(Figure::better).findFirst().orElse(Better.HIGHER);
  }
}
