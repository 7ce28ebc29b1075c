package io.vipgate.lb.proxy;

import java.util.List;

/** What became of {@link Frontend#prepare}. */
public sealed interface Preparation {

  /** It can be done: every new address listens. */
  non-sealed interface Ready extends Preparation {

    /** Goes by the new configuration from the next client on. */
    void commit();

    /** Leaves everything as it is. */
    void abandon();
  }

  /**
   * At least one new address cannot be listened on; everything is as it was.
   *
   * @param failures not empty
   */
  record Refused(List<BindFailure> failures) implements Preparation {
    public Refused {
      failures = List.copyOf(failures);
    }
  }
}
