package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What is sent to a server, written as a text (UTF-8), or as {@code hex:} and pairs of hexadecimal
 * digits. {@code text:} is a text that begins like that.
 *
 * <p>Equal if written the same.
 *
 * @param source as written
 */
public record Payload(String source) {
  private static final String TEXT = "text:";
  private static final String HEX = "hex:";

  /**
   * @throws IllegalArgumentException if it is empty, or not what its prefix says
   */
  public Payload {
    if (decode(source).length == 0) {
      throw new IllegalArgumentException("payload: value: empty (expected: at least one byte)");
    }
  }

  static Payload parse(String source) {
    return new Payload(source);
  }

  byte[] bytes() {
    return decode(source);
  }

  private static byte[] decode(String source) {
    if (source.startsWith(HEX)) {
      return hex(source.substring(HEX.length()));
    }
    String text = source.startsWith(TEXT) ? source.substring(TEXT.length()) : source;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String digits) {
    try {
      return HexFormat.of().parseHex(digits.replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "payload: value: %s%s (expected: pairs of hexadecimal digits)".formatted(HEX, digits), e);
    }
  }
}
