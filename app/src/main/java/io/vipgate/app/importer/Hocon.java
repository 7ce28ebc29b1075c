package io.vipgate.app.importer;

import com.typesafe.config.ConfigUtil;
import io.vipgate.app.config.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Values as HOCON writes them. */
final class Hocon {
  private Hocon() {}

  static String text(String text) {
    return ConfigUtil.quoteString(text);
  }

  static String duration(Duration duration) {
    return DurationText.format(duration);
  }

  static String list(List<String> texts) {
    return texts.stream().map(Hocon::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A key; in quotes if a dot would make two of it. */
  static String key(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : text(name);
  }

  /** A word; in quotes unless it needs none. */
  static String word(String word) {
    return word.matches("[A-Za-z][A-Za-z0-9_-]*") ? word : text(word);
  }
}
