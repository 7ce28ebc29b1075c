package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is to be found in an answer, written as a text, as {@code hex:} and pairs of hexadecimal
 * digits, or as {@code regex:} and a regular expression of {@link Pattern}, which sees each byte as
 * one character (ISO 8859-1). {@code text:} is a text that begins like one of these.
 *
 * <p>Equal if written the same.
 *
 * @param source as written
 */
public record BytePattern(String source) {
  private static final String REGEX = "regex:";

  /**
   * Steps that a regular expression may take through one answer. An honest one takes a few for each
   * byte; one that backtracks without end would keep the loop from all other probes.
   */
  private static final int MAX_STEPS = 5_000_000;

  /**
   * @throws IllegalArgumentException if it is empty, or not what its prefix says
   */
  public BytePattern {
    if (source.startsWith(REGEX)) {
      compile(source.substring(REGEX.length()));
    } else {
      Payload.parse(source);
    }
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern: value: %s (expected: a regular expression: %s)"
              .formatted(regex, e.getDescription()),
          e);
    }
  }

  /** Ready to be searched for, again and again. */
  Search search() {
    if (source.startsWith(REGEX)) {
      Pattern pattern = compile(source.substring(REGEX.length()));
      return answer -> pattern.matcher(new BoundedText(latin1(answer), MAX_STEPS)).find();
    }
    String wanted = latin1(Payload.parse(source).bytes());
    return answer -> latin1(answer).contains(wanted);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A pattern that can be looked for. */
  interface Search {
    /**
     * Whether it is anywhere in there.
     *
     * @throws BoundedText.TooManyStepsException if that cannot be told with a bounded effort
     */
    boolean isIn(byte[] answer);
  }

  /** The beginning of an answer as evidence: printable, and short. */
  static String excerpt(byte[] answer) {
    int shown = Math.min(answer.length, 40);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      char c = (char) (answer[i] & 0xff);
      if (c >= ' ' && c < 0x7f) {
        text.append(c);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits(answer[i]));
      }
    }
    return text + (shown < answer.length ? "..." : "");
  }
}
