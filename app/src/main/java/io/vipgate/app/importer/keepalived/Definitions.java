package io.vipgate.app.importer.keepalived;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code $NAME=value} lines that came so far. */
final class Definitions {
  private static final Pattern DEFINITION =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)", Pattern.DOTALL);
  private static final Pattern USE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  /** A definition may use others, and itself by mistake. */
  private static final int MAX_DEPTH = 16;

  private final Map<String, String> values = new HashMap<>();

  /** Whether the line was one. */
  boolean add(String line) {
    Matcher matcher = DEFINITION.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    values.put(matcher.group(1), matcher.group(2));
    return true;
  }

  /**
   * Replaces every defined name. A name that is not defined stays as it is, as keepalived has it.
   *
   * @return empty if definitions use each other in a circle
   */
  Optional<String> expand(String line) {
    String text = line;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      String expanded = USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use)));
      if (expanded.equals(text)) {
        return Optional.of(text);
      }
      text = expanded;
    }
    return Optional.empty();
  }

  private String value(MatchResult use) {
    String name = use.group(1) == null ? use.group(2) : use.group(1);
    return values.getOrDefault(name, use.group());
  }
}
