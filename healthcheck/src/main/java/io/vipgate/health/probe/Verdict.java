package io.vipgate.health.probe;

/** What is known of a server, and so what to do with its connections. */
public enum Verdict {
  /**
   * Nothing is known: not probed yet, or the probe failed for a reason of our own. Keep what was
   * decided before.
   */
  UNKNOWN,
  /** Answers as expected: takes new connections. */
  READY,
  /**
   * A live process answers, but refuses or answers badly: drain. New connections go elsewhere, old
   * ones stay.
   */
  NOT_READY,
  /**
   * Nothing alive answers at layer 3 or 4: its connections are lost already, reset them so that
   * clients reconnect at once.
   */
  DEAD
}
