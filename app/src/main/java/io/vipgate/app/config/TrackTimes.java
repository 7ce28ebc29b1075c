package io.vipgate.app.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long it takes until what is tracked counts as down, from the moment in which it fails:
 *
 * <pre>
 *     fails                                  fall = 3
 *       |  interval  |  interval  |
 *       x            x            x          soonest: a look at that very moment
 *  ok   |            x            x       x----- timeout: latest: just after a look that began well
 * </pre>
 *
 * @param soonest interval × (fall - 1)
 * @param latest interval × fall + timeout
 */
record TrackTimes(Duration soonest, Duration latest) {

  static TrackTimes of(Duration interval, int fall, Duration timeout) {
    return new TrackTimes(
        interval.multipliedBy(fall - 1L), interval.multipliedBy(fall).plus(timeout));
  }

  /** Empty for what is not looked at by the clock of the configuration. */
  static Optional<TrackTimes> of(Tracked what) {
    if (what instanceof Tracked.Script script) {
      return Optional.of(of(script.interval(), script.fall(), script.timeout()));
    }
    if (what instanceof Tracked.Processes processes) {
      return Optional.of(of(processes.interval(), 1, Duration.ZERO));
    }
    return what instanceof Tracked.NumberInFile number
        ? Optional.of(of(number.interval(), 1, Duration.ZERO))
        : Optional.empty();
  }
}
