package io.vipgate.app.config;

import io.vipgate.app.config.ValueType.Scalar;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types that are not about the network. */
final class Scalars {
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

  private Scalars() {}

  static ValueType<Integer> integer(int min, int max) {
    String expected = "a whole number, " + min + " to " + max;
    return plain(expected, text -> parseInteger(text, min, max, expected));
  }

  static Parsed<Integer> parseInteger(String text, int min, int max, String expected) {
    if (!INTEGER.matcher(text).matches()) {
      return Parsed.refused(expected);
    }
    int number = Integer.parseInt(text);
    return number < min || number > max ? Parsed.refused(expected) : Parsed.valid(number);
  }

  static ValueType<Boolean> bool() {
    String expected = "true or false";
    return plain(
        expected,
        text -> {
          if (TRUE.contains(text)) {
            return Parsed.valid(true);
          }
          return FALSE.contains(text) ? Parsed.valid(false) : Parsed.refused(expected);
        });
  }

  static ValueType<Duration> duration(Duration min, Duration max) {
    String expected = "a duration, " + DurationText.format(min) + " to " + DurationText.format(max);
    return plain(
        expected,
        text ->
            DurationText.parse(text)
                .then(
                    duration ->
                        duration.compareTo(min) < 0 || duration.compareTo(max) > 0
                            ? Parsed.refused(expected)
                            : Parsed.valid(duration)));
  }

  /** One of the names. */
  static ValueType<String> choice(List<String> names) {
    String expected = "one of " + String.join(", ", names);
    return plain(
        expected, text -> names.contains(text) ? Parsed.valid(text) : Parsed.refused(expected));
  }

  /** One of an enum's constants, by its label. */
  static <T> ValueType<T> choice(List<T> constants, Function<T, String> label) {
    String expected = "one of " + constants.stream().map(label).collect(Collectors.joining(", "));
    return plain(
        expected,
        text ->
            constants.stream()
                .filter(constant -> label.apply(constant).equals(text))
                .findFirst()
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.refused(expected)));
  }

  /**
   * An absolute path.
   *
   * @param maxBytes in UTF-8
   */
  static ValueType<Path> absolutePath(int maxBytes) {
    String expected = "an absolute path of at most " + maxBytes + " bytes";
    return plain(
        expected,
        text ->
            text.startsWith("/") && utf8Length(text) <= maxBytes
                ? path(text, expected)
                : Parsed.refused(expected));
  }

  private static Parsed<Path> path(String text, String expected) {
    try {
      return Parsed.valid(Path.of(text));
    } catch (InvalidPathException e) {
      return Parsed.refused(expected);
    }
  }

  /** A text that the whole of {@code regex} matches. */
  static ValueType<String> matching(String regex, String expected) {
    Pattern pattern = Pattern.compile(regex);
    return plain(
        expected,
        text -> pattern.matcher(text).matches() ? Parsed.valid(text) : Parsed.refused(expected));
  }

  /** A text that something else, which throws IllegalArgumentException, can read. */
  static <T> ValueType<T> readBy(Function<String, T> reader, String expected) {
    return plain(
        expected,
        text -> {
          try {
            return Parsed.valid(reader.apply(text));
          } catch (IllegalArgumentException e) {
            return Parsed.refused(expected);
          }
        });
  }

  static <T> ValueType<T> plain(String expected, Function<String, Parsed<T>> parser) {
    return new Scalar<>(expected, false, parser);
  }

  static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
