package io.vipgate.app.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as HOCON writes them, such as {@code 1500ms} or {@code 1.5s}. A number without a unit
 * is refused: HOCON and haproxy mean milliseconds by it, keepalived means seconds.
 */
public final class DurationText {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([a-z]*)");

  private static final Map<String, Long> UNIT_NS =
      Map.ofEntries(
          Map.entry("ns", 1L),
          Map.entry("us", 1_000L),
          Map.entry("ms", 1_000_000L),
          Map.entry("millis", 1_000_000L),
          Map.entry("milliseconds", 1_000_000L),
          Map.entry("s", 1_000_000_000L),
          Map.entry("second", 1_000_000_000L),
          Map.entry("seconds", 1_000_000_000L),
          Map.entry("m", 60_000_000_000L),
          Map.entry("minute", 60_000_000_000L),
          Map.entry("minutes", 60_000_000_000L),
          Map.entry("h", 3_600_000_000_000L),
          Map.entry("hour", 3_600_000_000_000L),
          Map.entry("hours", 3_600_000_000_000L),
          Map.entry("d", 86_400_000_000_000L),
          Map.entry("day", 86_400_000_000_000L),
          Map.entry("days", 86_400_000_000_000L));

  private DurationText() {}

  /** Reads a duration of at most some hundred years, to the nanosecond. */
  static Parsed<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      return Parsed.refused("a duration such as 2s or 500ms");
    }
    if (matcher.group(2).isEmpty()) {
      return Parsed.refused(
          "a duration with its unit, such as %1$ss or %1$sms".formatted(matcher.group(1)));
    }
    Long unitNs = UNIT_NS.get(matcher.group(2));
    if (unitNs == null) {
      return Parsed.refused("a duration in ms, s, m, h or d, such as 2s");
    }
    BigDecimal ns = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNs));
    BigDecimal[] seconds = ns.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
    return Parsed.valid(
        Duration.ofSeconds(
            seconds[0].longValue(), seconds[1].setScale(0, RoundingMode.HALF_UP).longValue()));
  }

  /** In seconds, or in milliseconds when it is shorter than one. */
  public static String format(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return seconds.compareTo(BigDecimal.ONE) < 0
        ? rounded(seconds.movePointRight(3)) + "ms"
        : rounded(seconds) + "s";
  }

  private static String rounded(BigDecimal number) {
    return number.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
