package io.vipgate.lb.proxy;

import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;

/**
 * The one buffer of a loop that all its connections read into. What a read brought is sent on
 * before the next one, so no connection owns any of it; what could not be sent is copied aside.
 *
 * <p>How much is read at once depends on how much lies aside: a large read is what makes bulk
 * transfers fast, and what a stalled receiver costs. A thousand of them hold {@link #ASIDE_LIMIT}
 * and a small read each.
 */
final class ReadBuffer {
  static final int CAPACITY = 512 * 1024;
  static final int SMALL_READ = 16 * 1024;
  static final int ASIDE_LIMIT = 16 << 20;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
  private final long address = Buffer.memoryAddress(bytes);
  private int aside;

  ByteBuffer bytes() {
    return bytes;
  }

  long address() {
    return address;
  }

  /** How much to read at once, in bytes. */
  int readSize() {
    return aside < ASIDE_LIMIT ? CAPACITY : SMALL_READ;
  }

  /** So many bytes more lie aside, or less. */
  void aside(int change) {
    aside += change;
  }
}
