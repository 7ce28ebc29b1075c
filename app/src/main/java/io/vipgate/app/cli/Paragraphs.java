package io.vipgate.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for people, on 80 columns. */
final class Paragraphs {
  private static final int COLUMNS = 80;

  private final List<String> lines = new ArrayList<>();

  /** Breaks what is too long at spaces, and indents the rest a little further. */
  void add(String format, Object... values) {
    String rest = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    String indent = " ".repeat(rest.length() - rest.stripLeading().length() + 2);
    while (rest.length() > COLUMNS) {
      int space = rest.lastIndexOf(' ', COLUMNS);
      if (space <= indent.length()) {
        break; // One word that is longer than the line.
      }
      lines.add(rest.substring(0, space));
      rest = indent + rest.substring(space + 1);
    }
    lines.add(rest);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** {@code 3 d 4 h}, {@code 5 min 6 s} or {@code 7 s}. */
  static String duration(double seconds) {
    long s = (long) seconds;
    if (s >= 86_400) {
      return s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
    }
    if (s >= 3_600) {
      return s / 3_600 + " h " + s % 3_600 / 60 + " min";
    }
    if (s >= 60) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s + " s";
  }

  /** {@code READY -> DOWN}, or {@code stays DOWN} of an entry that is no transition. */
  static String change(String from, String to) {
    return from.equals(to) ? "stays " + to : from + " -> " + to;
  }

  /** {@code 2026-01-02 03:04:05.678} of an ISO instant in UTC. */
  static String instant(String iso) {
    String text = iso.replace('T', ' ').replace("Z", "");
    return text.length() > 23 ? text.substring(0, 23) : text;
  }
}
