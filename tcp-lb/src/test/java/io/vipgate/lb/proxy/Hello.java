package io.vipgate.lb.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** ClientHellos: a real one from the JDK's TLS, and what can be made of it. */
final class Hello {
  private static final int RECORD_HEADER = 5;
  private static final int PRE_SHARED_KEY_AND_EARLY_DATA_EXTRA = 4;

  private Hello() {}

  /** As a client of TLS 1.3 sends it, in one record. */
  static byte[] real() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine("apiserver", 6443);
      engine.setUseClientMode(true);
      ByteBuffer wire = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), wire);
      return Arrays.copyOf(wire.array(), wire.position());
    } catch (NoSuchAlgorithmException | SSLException e) {
      throw new AssertionError(e);
    }
  }

  /** The real one with an empty extension of that type before its end. */
  static byte[] withExtension(int type) {
    byte[] message = message(real());
    int extensionsAt = extensionsAt(message);
    byte[] longer = Arrays.copyOf(message, message.length + PRE_SHARED_KEY_AND_EARLY_DATA_EXTRA);
    ByteBuffer edit = ByteBuffer.wrap(longer);
    edit.putShort(message.length, (short) type);
    edit.putShort(extensionsAt, (short) (edit.getShort(extensionsAt) + 4));
    edit.putInt(0, (1 << 24) | (longer.length - 4));
    return record(longer);
  }

  /** The real one with a padding extension that makes it this long, all in records of 16 KiB. */
  static byte[] padded(int messageLength) {
    byte[] message = message(real());
    int padding = messageLength - message.length - 4;
    byte[] longer = Arrays.copyOf(message, messageLength);
    ByteBuffer edit = ByteBuffer.wrap(longer);
    edit.putShort(message.length, (short) 21);
    edit.putShort(message.length + 2, (short) padding);
    int extensionsAt = extensionsAt(message);
    edit.putShort(extensionsAt, (short) (edit.getShort(extensionsAt) + padding + 4));
    edit.putInt(0, (1 << 24) | (longer.length - 4));
    return inRecordsOf(longer, 16384);
  }

  /** The same handshake message in several records. */
  static byte[] fragmented(byte[] hello, int fragment) {
    return inRecordsOf(message(hello), fragment);
  }

  private static byte[] inRecordsOf(byte[] message, int fragment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < message.length; at += fragment) {
      out.writeBytes(
          record(Arrays.copyOfRange(message, at, Math.min(message.length, at + fragment))));
    }
    return out.toByteArray();
  }

  private static byte[] message(byte[] hello) {
    return Arrays.copyOfRange(hello, RECORD_HEADER, hello.length);
  }

  private static byte[] record(byte[] fragment) {
    return ByteBuffer.allocate(RECORD_HEADER + fragment.length)
        .put((byte) 22)
        .putShort((short) 0x0301)
        .putShort((short) fragment.length)
        .put(fragment)
        .array();
  }

  private static int extensionsAt(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message);
    int at = 4 + 2 + 32;
    at += 1 + (in.get(at) & 0xff);
    at += 2 + (in.getShort(at) & 0xffff);
    at += 1 + (in.get(at) & 0xff);
    return at;
  }
}
