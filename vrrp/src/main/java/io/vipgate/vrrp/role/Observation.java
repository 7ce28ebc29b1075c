package io.vipgate.vrrp.role;

import java.util.Locale;

/** What is known of something that is tracked. */
public sealed interface Observation {

  /** How that is known, such as {@code exit status 1}. */
  String evidence();

  /** {@code down: exit status 1}. */
  default String inWords() {
    String state =
        this instanceof Reading reading
            ? Integer.toString(reading.value())
            : getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return state + ": " + evidence();
  }

  /** Not looked at yet: nobody may take part on a guess. */
  record Unknown(String evidence) implements Observation {}

  /** As it should be, by its own measure. */
  record Up(String evidence) implements Observation {}

  /** Not as it should be. */
  record Down(String evidence) implements Observation {}

  /** A number that counts by itself, times the weight; without weight anything but 0 is bad. */
  record Reading(int value, String evidence) implements Observation {}
}
