package io.vipgate.app.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a proxy takes to eject a server that falls silent. (One that dies audibly is out within
 * milliseconds.)
 */
record Ejection(Duration interval, int fall, Duration timeout) {

  static Ejection of(CheckConfig check) {
    return new Ejection(check.interval(), check.fall(), check.timeout());
  }

  /** From a section that may have problems; empty if one of the times has. */
  static Optional<Ejection> of(SectionValues check) {
    Optional<Duration> interval = check.find(CheckSection.INTERVAL);
    Optional<Integer> fall = check.find(CheckSection.FALL);
    return interval.isEmpty() || fall.isEmpty()
        ? Optional.empty()
        : CheckSection.timeout(check)
            .map(timeout -> new Ejection(interval.get(), fall.get(), timeout));
  }

  /** interval × fall + timeout. */
  Duration atMost() {
    return interval.multipliedBy(fall).plus(timeout);
  }

  /** As it is computed, for people. */
  String formula() {
    return "interval %s × fall %d + timeout %s"
        .formatted(DurationText.format(interval), fall, DurationText.format(timeout));
  }
}
