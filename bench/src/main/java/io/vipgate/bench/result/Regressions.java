package io.vipgate.bench.result;

import io.vipgate.bench.result.Figure.Better;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became worse since an earlier run, beyond noise.
 *
 * <p>Where there is a rival in the cell, our figure is taken as a ratio to the best of them:
 * another machine, or a busier one, slows all of them down.
 */
public final class Regressions {
  private static final String RIVALS = "haproxy.*|nginx.*|keepalived.*|pair-.*";

  /** Less is a tie, whatever the samples say. */
  private static final double TIE = 0.10;

  /** How many times the noise of both runs a change must exceed. */
  private static final double NOISES = 3;

  private Regressions() {}

  /** One line each. */
  public static List<String> between(Figures before, Figures now) {
    List<String> worse = new ArrayList<>();
    for (Figure figure : now.all()) {
      if (!figure.contender().startsWith(Figures.OURS)) {
        continue;
      }
      Optional<Figure> earlier = before.find(figure.cell(), figure.contender(), figure.metric());
      earlier.flatMap(then -> compare(before, then, now, figure)).ifPresent(worse::add);
    }
    return worse;
  }

  private static Optional<String> compare(Figures before, Figure then, Figures now, Figure figure) {
    OptionalDouble old = relative(before, then);
    OptionalDouble recent = relative(now, figure);
    boolean both = old.isPresent() && recent.isPresent();
    double from = both ? old.getAsDouble() : then.samples().median();
    double to = both ? recent.getAsDouble() : figure.samples().median();
    if (from <= 0 || to <= 0) {
      return Optional.empty();
    }
    double loss = figure.better() == Better.HIGHER ? from / to - 1 : to / from - 1;
    double allowed = Math.max(TIE, NOISES * (then.samples().noise() + figure.samples().noise()));
    if (loss <= allowed) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %s %s: %.3g, was %.3g %s: %.0f %% worse (noise: %.0f %%)"
            .formatted(
                figure.cell(),
                figure.contender(),
                figure.metric(),
                to,
                from,
                both ? "(over the best rival)" : figure.unit(),
                loss * 100,
                allowed * 100));
  }

  private static OptionalDouble relative(Figures figures, Figure figure) {
    Optional<Figure> rival = figures.best(figure.cell(), RIVALS, figure.metric());
    if (rival.isEmpty() || rival.get().samples().median() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(figure.samples().median() / rival.get().samples().median());
  }
}
