package io.vipgate.lb.proxy;

import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;

/**
 * The one buffer of a loop that all its connections read into. What a read brought is sent on
 * before the next one, so no connection owns any of it.
 */
final class ReadBuffer {
  /**
   * Large enough that a bulk transfer takes few system calls; measured, see the decision record.
   */
  static final int CAPACITY = 256 * 1024;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
  private final long address = Buffer.memoryAddress(bytes);

  ByteBuffer bytes() {
    return bytes;
  }

  long address() {
    return address;
  }

  int capacity() {
    return CAPACITY;
  }
}
