package io.vipgate.app.importer;

import java.time.Duration;

/** The arithmetic of checks, which is the same before and after. */
final class Timings {
  private Timings() {}

  /** From a server's death to its being out, at most: interval × fall + timeout. */
  static Duration ejected(CheckDraft check) {
    Duration fall = check.interval().value().multipliedBy(check.fall().value());
    return fall.plus(check.timeout().value());
  }

  /** From a server's recovery to its being back, about: interval × rise. */
  static Duration returned(CheckDraft check) {
    return check.interval().value().multipliedBy(check.rise().value());
  }
}
