package io.vipgate.lb.proxyprotocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a connection are, where a header is expected. */
public sealed interface Header {

  /** The longest of any version, in bytes. */
  int MAX_LENGTH = HeaderV2.MAX_LENGTH;

  /** The bytes after which it is clear which version it is, and that none is as short. */
  int FIRST_READ = 12;

  /**
   * So far it is the beginning of one.
   *
   * @param missing how many more bytes belong to it for certain, at least 1: who reads no more than
   *     these never reads what comes after the header
   */
  record Incomplete(int missing) implements Header {}

  /**
   * A whole header.
   *
   * @param endpoints the client's; null if it says that they are those of the connection itself
   */
  record Complete(@Nullable Endpoints endpoints) implements Header {}

  /**
   * Anything else.
   *
   * @param why in a few words
   */
  record Malformed(String why) implements Header {}

  /** Decodes the first {@code length} bytes of a connection; none beyond the header. */
  static Header decode(byte[] bytes, int length) {
    if (isStart(HeaderV2.SIGNATURE, bytes, length)) {
      return length < FIRST_READ
          ? new Incomplete(FIRST_READ - length)
          : HeaderV2.decode(bytes, length);
    }
    if (isStart(HeaderV1.START, bytes, length)) {
      return HeaderV1.decode(bytes, length);
    }
    return new Malformed("neither version 1 nor version 2");
  }

  /** The header of version 1 for a client. */
  static byte[] version1(Endpoints endpoints) {
    return HeaderV1.encode(endpoints);
  }

  /** The header of version 2 for a client. */
  static byte[] version2(Endpoints endpoints) {
    return HeaderV2.encode(endpoints);
  }

  private static boolean isStart(byte[] expected, byte[] bytes, int length) {
    int known = Math.min(expected.length, length);
    return Arrays.equals(expected, 0, known, bytes, 0, known);
  }
}
