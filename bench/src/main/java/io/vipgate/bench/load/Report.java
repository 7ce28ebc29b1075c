package io.vipgate.bench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line by which a load generator tells what it did: {@code REPORT key=number ...}. */
public record Report(Map<String, Long> values) {
  /** For those who wait for it. */
  public static final Pattern LINE = Pattern.compile("REPORT( [a-z0-9]+=\\d+)+");

  private static final Pattern VALUE = Pattern.compile(" ([a-z0-9]+)=(\\d+)");

  public Report {
    values = Map.copyOf(values);
  }

  /** The first such line of a text; throws {@link LoadException} if there is none. */
  public static Report in(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.find()) {
      throw new LoadException("report: value: " + text.strip() + " (expected: a REPORT line)");
    }
    Map<String, Long> values = new HashMap<>();
    Matcher value = VALUE.matcher(line.group());
    while (value.find()) {
      values.put(value.group(1), Long.valueOf(value.group(2)));
    }
    return new Report(values);
  }

  /** The number of this key; throws {@link LoadException} if it is not there. */
  public long get(String key) {
    Long value = values.get(key);
    if (value == null) {
      throw new LoadException("report: value: " + values + " (expected: " + key + ")");
    }
    return value;
  }
}
