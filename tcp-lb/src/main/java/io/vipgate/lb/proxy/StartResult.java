package io.vipgate.lb.proxy;

import java.util.List;

/** What became of {@link Frontend#start}. */
public sealed interface StartResult {

  /** Every address listens; connections are accepted from now on. */
  record Started(Frontend frontend) implements StartResult {}

  /**
   * At least one address could not be listened on, and none is.
   *
   * @param failures not empty
   */
  record Refused(List<BindFailure> failures) implements StartResult {
    public Refused {
      failures = List.copyOf(failures);
    }
  }
}
