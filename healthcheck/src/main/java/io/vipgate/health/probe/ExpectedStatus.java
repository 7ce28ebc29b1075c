package io.vipgate.health.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP statuses that mean ready, as ranges: {@code 200-299}, or {@code 200,401,403}.
 *
 * @param ranges at least one
 */
public record ExpectedStatus(List<Range> ranges) {
  /** Any 2xx. */
  public static final ExpectedStatus SUCCESS = new ExpectedStatus(List.of(new Range(200, 299)));

  private static final Pattern RANGE = Pattern.compile("\\s*(\\d{3})\\s*(?:-\\s*(\\d{3})\\s*)?");

  /**
   * One range, both ends included. Interim answers (1xx) are never a probe's answer, so they cannot
   * be expected (RFC 9110 section 15.2).
   *
   * @param first 200 to 599
   * @param last {@code first} to 599
   */
  public record Range(int first, int last) {
    /**
     * @throws IllegalArgumentException if out of order or out of range
     */
    public Range {
      if (first < 200 || last > 599 || first > last) {
        throw new IllegalArgumentException(
            "status: value: %d-%d (expected: FIRST-LAST within 200-599)".formatted(first, last));
      }
    }

    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /**
   * @throws IllegalArgumentException if there is no range
   */
  public ExpectedStatus {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException(
          "status: value: none (expected: at least one status or range)");
    }
  }

  /**
   * Reads statuses and ranges with commas between them.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static ExpectedStatus parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "status: value: %s (expected: such as 200-299 or 200,401)".formatted(text));
      }
      int first = Integer.parseInt(matcher.group(1));
      ranges.add(
          new Range(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2))));
    }
    return new ExpectedStatus(ranges);
  }

  /** Whether {@code status} means ready. */
  public boolean contains(int status) {
    for (Range range : ranges) {
      if (status >= range.first && status <= range.last) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}
