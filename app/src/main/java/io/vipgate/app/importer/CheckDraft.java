package io.vipgate.app.importer;

import java.time.Duration;
import java.util.List;

/**
 * How the servers of a proxy are to be checked.
 *
 * @param type one of ours, such as {@code tcp} or {@code https}
 * @param others further settings, such as path and status
 * @param parts the checks that {@code all-of} is made of; else none
 * @param formerTimeout what a check was given before, which may be longer than the interval
 */
record CheckDraft(
    Sourced<String> type,
    Sourced<Duration> interval,
    Sourced<Duration> timeout,
    Duration formerTimeout,
    Sourced<Integer> fall,
    Sourced<Integer> rise,
    List<Setting> others,
    List<Part> parts) {

  /** A check within another. */
  record Part(String name, List<Setting> settings) {
    Part {
      settings = List.copyOf(settings);
    }
  }

  CheckDraft {
    others = List.copyOf(others);
    parts = List.copyOf(parts);
  }
}
