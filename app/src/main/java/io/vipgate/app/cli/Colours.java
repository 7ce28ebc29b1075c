package io.vipgate.app.cli;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Colours the states in a line of text. */
final class Colours {
  private static final Pattern STATE =
      Pattern.compile(
          "\\b(?:MASTER|BACKUP|INITIALIZE|READY|NOT_READY|UNKNOWN|DOWN|MAINT|FAULT)\\b");

  private static final Map<String, String> SGR =
      Map.of(
          "MASTER", "1;32",
          "BACKUP", "32",
          "READY", "32",
          "NOT_READY", "33",
          "UNKNOWN", "33",
          "MAINT", "33",
          "INITIALIZE", "31",
          "FAULT", "31",
          "DOWN", "31");

  private final boolean on;

  Colours(boolean on) {
    this.on = on;
  }

  /** On if the output is a terminal and nobody asked for none (NO_COLOR, see no-color.org). */
  static Colours ofTerminal() {
    return new Colours(Ansi.AUTO.enabled());
  }

  String paint(String line) {
    return on ? STATE.matcher(line).replaceAll(Colours::paint) : line;
  }

  private static String paint(MatchResult state) {
    return "\u001b[" + SGR.get(state.group()) + "m" + state.group() + "\u001b[0m";
  }
}
