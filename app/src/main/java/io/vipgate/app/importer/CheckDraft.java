package io.vipgate.app.importer;

import java.time.Duration;
import java.util.List;

/**
 * How the servers of a proxy are to be checked.
 *
 * @param type {@code tcp}, {@code http} or {@code https}
 * @param others further settings, such as path and status
 * @param formerTimeout what a check was given before, which may be longer than the interval
 */
record CheckDraft(
    Sourced<String> type,
    Sourced<Duration> interval,
    Sourced<Duration> timeout,
    Duration formerTimeout,
    Sourced<Integer> fall,
    Sourced<Integer> rise,
    List<Setting> others) {
  CheckDraft {
    others = List.copyOf(others);
  }
}
