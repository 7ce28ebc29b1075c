package io.vipgate.app.importer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy's time format (configuration manual, section 2.5): milliseconds without a unit. */
final class HaproxyTime {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,12})(us|ms|s|m|h|d)?");
  private static final Map<String, Long> UNIT_NS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private HaproxyTime() {}

  static Optional<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
    long number = Long.parseLong(matcher.group(1));
    // Years are as good as for ever, and do not overflow.
    long bounded = Math.min(number, Long.MAX_VALUE / UNIT_NS.getOrDefault(unit, 1L));
    return Optional.of(Duration.ofNanos(bounded * UNIT_NS.getOrDefault(unit, 1L)));
  }
}
