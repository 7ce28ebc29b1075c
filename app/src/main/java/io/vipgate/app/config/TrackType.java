package io.vipgate.app.config;

import java.util.Locale;

/** The kinds of things that can be tracked. */
enum TrackType {
  INTERFACE("an interface, with its carrier"),
  PROXY("a proxy of this file, which listens and is not stuck"),
  SERVERS("how many servers of a proxy are ready"),
  PROCESS("a process"),
  FILE("the number in a file, which is added to the priority times the weight"),
  SCRIPT("a command's exit status");

  private final String summary;

  TrackType(String summary) {
    this.summary = summary;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Half a sentence for the reference page. */
  String summary() {
    return summary;
  }
}
