package io.vipgate.linux;

import java.nio.ByteBuffer;

/**
 * One packet for sendmsg(2) or recvmsg(2), with all that the kernel needs to know of it in one
 * piece of memory. On 64-bit machines:
 *
 * <pre>
 * msghdr   0      8      12   16    24     32        40        48      56
 *          | name | size | -  | iov | 1    | control | size    | flags |
 * iovec    56     64     72
 *          | base | size |
 * name     72                  104     struct sockaddr_in or sockaddr_in6, at most 28 bytes
 * control  104                 168     one cmsghdr after the other, each padded to 8 bytes
 * headroom 168                 208     for a header that the kernel keeps to itself
 * payload  208 …
 *
 * cmsghdr  0      8       12     16
 *          | size | level | type | data …        size counts these 16 bytes, not the padding
 * </pre>
 */
final class SocketMessage {
  /** Bytes that may be written before a received payload. */
  static final int HEADROOM = 40;

  private static final int NAME_SIZE = 8;
  private static final int IOV = 16;
  private static final int IOV_COUNT = 24;
  private static final int CONTROL_POINTER = 32;
  private static final int CONTROL_SIZE = 40;
  private static final int FLAGS = 48;
  private static final int IOVEC = 56;
  private static final int IOVEC_SIZE = 64;
  private static final int NAME = 72;
  private static final int CONTROL = 104;
  private static final int CONTROL_END = 168;
  private static final int PAYLOAD = CONTROL_END + HEADROOM;
  private static final int NAME_SIZE_MAX = CONTROL - NAME;
  private static final int CMSGHDR_SIZE = 16;
  private static final int CMSG_ALIGNMENT = 8;

  private final NativeMemory memory;
  private final int payloadSize;

  private SocketMessage(NativeMemory memory, int payloadSize) {
    this.memory = memory;
    this.payloadSize = payloadSize;
    memory
        .bytes()
        .putLong(0, memory.address() + NAME)
        .putLong(IOV, memory.address() + IOVEC)
        .putLong(IOV_COUNT, 1)
        .putLong(CONTROL_POINTER, memory.address() + CONTROL)
        .putLong(IOVEC, memory.address() + PAYLOAD);
  }

  /** A message whose payload is at most so many bytes. */
  static SocketMessage allocate(int payloadSize) {
    return new SocketMessage(NativeMemory.allocate(PAYLOAD + payloadSize), payloadSize);
  }

  NativeMemory memory() {
    return memory;
  }

  int payloadSize() {
    return payloadSize;
  }

  /** Makes room for all that may come. */
  void prepareToReceive() {
    memory
        .bytes()
        .putInt(NAME_SIZE, NAME_SIZE_MAX)
        .putLong(CONTROL_SIZE, CONTROL_END - CONTROL)
        .putInt(FLAGS, 0)
        .putLong(IOVEC_SIZE, payloadSize);
  }

  /** What came, from {@code before} bytes of headroom on, and at most to the end of the room. */
  ByteBuffer received(int before, int size) {
    int end = PAYLOAD + Math.min(size, payloadSize);
    return memory.bytes().clear().position(PAYLOAD - before).limit(end);
  }

  /** Where the sender's address is in {@link NativeMemory#bytes}. */
  int name() {
    return NAME;
  }

  /** Where the data of this kind is that came along; -1 if none did. */
  int control(int level, int type) {
    ByteBuffer bytes = memory.bytes();
    int end = CONTROL + (int) Math.min(bytes.getLong(CONTROL_SIZE), CONTROL_END - CONTROL);
    int at = CONTROL;
    while (at + CMSGHDR_SIZE <= end) {
      long size = bytes.getLong(at);
      if (size < CMSGHDR_SIZE || size > end - at) {
        return -1;
      }
      if (bytes.getInt(at + 8) == level && bytes.getInt(at + 12) == type) {
        return at + CMSGHDR_SIZE;
      }
      at += (int) (size + CMSG_ALIGNMENT - 1) & -CMSG_ALIGNMENT;
    }
    return -1;
  }

  /**
   * Sets where it is to go.
   *
   * @param address struct sockaddr_in or sockaddr_in6, in its byte order
   */
  void to(byte[] address) {
    memory.bytes().put(NAME, address).putInt(NAME_SIZE, address.length);
  }

  /** Sets the one piece of data that goes along. */
  void with(int level, int type, byte[] data) {
    int size = CMSGHDR_SIZE + data.length;
    memory
        .bytes()
        .putLong(CONTROL, size)
        .putInt(CONTROL + 8, level)
        .putInt(CONTROL + 12, type)
        .put(CONTROL + CMSGHDR_SIZE, data)
        .putLong(CONTROL_SIZE, (size + CMSG_ALIGNMENT - 1) & -CMSG_ALIGNMENT);
  }

  /** Sets what is sent: the remaining bytes. */
  void payload(ByteBuffer payload) {
    int size = payload.remaining();
    memory.bytes().clear().position(PAYLOAD).put(payload);
    memory.bytes().putLong(IOVEC_SIZE, size).putInt(FLAGS, 0);
  }
}
