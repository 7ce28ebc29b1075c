package io.vipgate.lb.proxy;

/**
 * Tells whether bytes are a TLS ClientHello that a second server may be shown, and nothing else.
 *
 * <pre>
 * record (RFC 8446, 5.1)     | 22 | 3 | minor | length:2 | fragment ... |     one or more
 * handshake (4), reassembled | 1 | length:3 | body |
 * body (4.1.2)               | version:2 | random:32 | session id:&lt;1&gt; | cipher suites:&lt;2&gt; |
 *                            | compression methods:&lt;1&gt; | extensions:&lt;2&gt; |
 * extension (4.2)            | type:2 | data:&lt;2&gt; |
 * </pre>
 *
 * where {@code <n>} is a field with a length of n bytes before it.
 */
final class ClientHello {
  static final byte HANDSHAKE_RECORD = 22;
  private static final int MAJOR_VERSION = 3;
  private static final int CLIENT_HELLO = 1;
  private static final int EARLY_DATA = 42;
  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_HEADER = 4;
  private static final int MAX_SESSION_ID = 32;

  /** What the bytes are. */
  enum Verdict {
    /** The beginning of a ClientHello: no server can have acted on it. */
    INCOMPLETE,
    /** One whole ClientHello without early data: a server can only have answered, or not. */
    COMPLETE,
    /** It announces early data (0-RTT), that is, a request that may have been executed. */
    EARLY_DATA,
    /** Something else, or something after it. */
    OTHER;

    boolean isReplayable() {
      return this == INCOMPLETE || this == COMPLETE;
    }
  }

  private ClientHello() {}

  static Verdict inspect(byte[] bytes, int length) {
    byte[] message = new byte[length];
    int assembled = 0;
    int at = 0;
    while (at < length) {
      if (bytes[at] != HANDSHAKE_RECORD) {
        return Verdict.OTHER;
      }
      if (at + 1 < length && bytes[at + 1] != MAJOR_VERSION) {
        return Verdict.OTHER;
      }
      if (at + RECORD_HEADER > length) {
        return inspectMessage(message, assembled, true);
      }
      int fragment = uint(bytes, at + 3, 2);
      int there = Math.min(fragment, length - at - RECORD_HEADER);
      System.arraycopy(bytes, at + RECORD_HEADER, message, assembled, there);
      assembled += there;
      if (there < fragment) {
        return inspectMessage(message, assembled, true);
      }
      at += RECORD_HEADER + fragment;
    }
    return inspectMessage(message, assembled, false);
  }

  private static Verdict inspectMessage(byte[] message, int length, boolean moreAnnounced) {
    if (length > 0 && message[0] != CLIENT_HELLO) {
      return Verdict.OTHER;
    }
    if (length < HANDSHAKE_HEADER) {
      return Verdict.INCOMPLETE;
    }
    int end = HANDSHAKE_HEADER + uint(message, 1, 3);
    if (length < end) {
      return Verdict.INCOMPLETE;
    }
    if (length > end || moreAnnounced) {
      return Verdict.OTHER;
    }
    return inspectBody(new Fields(message, HANDSHAKE_HEADER, end));
  }

  private static Verdict inspectBody(Fields body) {
    body.skip(2 + 32);
    if (body.skipVector(1) > MAX_SESSION_ID) {
      return Verdict.OTHER;
    }
    body.skipVector(2);
    body.skipVector(1);
    if (body.atEnd()) {
      return Verdict.COMPLETE;
    }
    int extensions = body.take(2);
    if (extensions != body.left()) {
      return Verdict.OTHER;
    }
    while (body.left() > 0) {
      if (body.take(2) == EARLY_DATA) {
        return Verdict.EARLY_DATA;
      }
      body.skipVector(2);
    }
    return body.atEnd() ? Verdict.COMPLETE : Verdict.OTHER;
  }

  private static int uint(byte[] bytes, int at, int size) {
    int value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }

  /** Fields one after the other; whoever runs over the end is told at the end. */
  private static final class Fields {
    private final byte[] bytes;
    private final int end;
    private int at;

    Fields(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    int take(int size) {
      int value = at + size <= end ? uint(bytes, at, size) : 0;
      at += size;
      return value;
    }

    void skip(int size) {
      at += size;
    }

    /** Returns its length. */
    int skipVector(int sizeOfLength) {
      int length = take(sizeOfLength);
      skip(length);
      return length;
    }

    int left() {
      return end - at;
    }

    boolean atEnd() {
      return at == end;
    }
  }
}
