package io.vipgate.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that both sides of a system call see: as a buffer in native byte order
 * here, as an address there. Freed with the buffer, so the owner keeps it for as long as the kernel
 * may use the address.
 */
record NativeMemory(ByteBuffer bytes, long address) {
  static NativeMemory allocate(int size) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    return new NativeMemory(bytes, LibC.addressOf(bytes));
  }

  /** The buffer, emptied, to be filled from its beginning. */
  ByteBuffer clear() {
    return bytes.clear();
  }
}
