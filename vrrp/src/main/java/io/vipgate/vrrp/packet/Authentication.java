package io.vipgate.vrrp.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The authentication of a version 2 advertisement: its type and its eight bytes of data.
 *
 * <p>Passwords travel in clear text and protect against misconfiguration only (RFC 2338 §5.3.6; RFC
 * 3768 dropped them, keepalived kept them).
 *
 * @param type {@link #TYPE_NONE} or {@link #TYPE_PASS}
 * @param data the eight bytes of authentication data, the first one most significant; 0 without
 *     authentication
 */
public record Authentication(int type, long data) {

  /**
   * No authentication; the data is sent as zeros and ignored when received (RFC 3768 §5.3.6,
   * §5.3.10).
   */
  public static final int TYPE_NONE = 0;

  /** A clear-text password of one to eight bytes, padded with zero bytes (RFC 2338 §5.3.10). */
  public static final int TYPE_PASS = 1;

  /** Bytes of authentication data in every version 2 advertisement. */
  public static final int DATA_BYTES = Long.BYTES;

  public static final Authentication NONE = new Authentication(TYPE_NONE, 0);

  public Authentication {
    if (type != TYPE_NONE && type != TYPE_PASS) {
      throw new IllegalArgumentException(
          "authentication type: value: " + type + " (expected: 0 or 1)");
    }
    if (type == TYPE_NONE && data != 0) {
      throw new IllegalArgumentException(
          "authentication data: value: not zero (expected: zero without authentication)");
    }
  }

  /**
   * A clear-text password.
   *
   * @param password one to eight bytes in UTF-8
   * @throws IllegalArgumentException if it is shorter or longer; the message does not repeat the
   *     password
   */
  public static Authentication pass(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 1 || bytes.length > DATA_BYTES) {
      throw new IllegalArgumentException(
          "auth-pass: value: " + bytes.length + " bytes (expected: 1 to 8 bytes)");
    }
    ByteBuffer padded = ByteBuffer.allocate(DATA_BYTES).put(bytes);
    return new Authentication(TYPE_PASS, padded.getLong(0));
  }

  /** The type's name, never the password: this text ends up in logs. */
  @Override
  public String toString() {
    return type == TYPE_NONE ? "none" : "PASS";
  }
}
