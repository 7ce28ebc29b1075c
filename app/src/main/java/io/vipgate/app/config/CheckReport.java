package io.vipgate.app.config;

import java.util.List;

/** What {@code vipgate check} prints, as lines without their ends. */
public final class CheckReport {
  private CheckReport() {}

  /** Every problem, and how many there are. */
  public static List<String> lines(LoadResult.Rejected rejected) {
    return rejected.problems().stream().map(Problem::toString).toList();
  }

  /** Every warning, and the effective timings. */
  public static List<String> lines(LoadResult.Loaded loaded, EffectiveTimings timings) {
    return List.of(loaded.toString(), timings.toString());
  }
}
