package io.vipgate.lb.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of the loop's buffer that the sink did not take, copied to a place of their own. */
final class Aside implements Held {
  private final ReadBuffer buffer;
  private final ByteBuf bytes;

  /** Copies what lies in the buffer from one index to another. */
  Aside(ReadBuffer buffer, int from, int to) {
    int length = to - from;
    this.buffer = buffer;
    this.bytes = ByteBufAllocator.DEFAULT.directBuffer(length, length);
    bytes.writeBytes(buffer.bytes().slice(from, length));
    buffer.aside(length);
  }

  @Override
  public int size() {
    return bytes.readableBytes();
  }

  @Override
  public int sendTo(Leg sink) throws IOException {
    ByteBuffer left = bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes());
    int taken = sink.socket().send(left, left.position(), left.limit());
    bytes.skipBytes(taken);
    return taken;
  }

  @Override
  public void release() {
    buffer.aside(-bytes.capacity());
    bytes.release();
  }
}
