package io.vipgate.lb.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection pair: what {@code source} receives, {@code sink} sends.
 *
 * <p>Bytes are read into the loop's buffer and sent from there. What the sink does not take at once
 * is copied aside, and nothing is read before it is sent: that is the backpressure, and the bound
 * of what a stalled receiver costs (one read, see {@link ReadBuffer}). Since a pipe with a
 * remainder never reads, the end of the stream is only ever seen with all bytes before it sent.
 */
final class Pipe {
  /** Sees bytes before they are sent. */
  interface Tap {
    void passing(ByteBuffer bytes, int count);
  }

  /** How an advance came to its end. */
  enum Outcome {
    /** All that was there is through; an event will tell of more. */
    IDLE,
    /** The sink is full; an event will tell of room. */
    STALLED,
    /** There may be more to read, and no event will tell unless it is asked for. */
    TURN_OVER,
    /** The source ended in order, and all bytes before that are sent. */
    ENDED,
    /** The source is reset. */
    SOURCE_LOST,
    /** The sink is reset. */
    SINK_LOST
  }

  private final Leg source;
  private final Leg sink;
  private final ReadBuffer buffer;
  private final Counter moved;
  private @Nullable Tap tap;
  private @Nullable ByteBuf remainder;
  private boolean ended;
  private long sent;

  Pipe(Leg source, Leg sink, ReadBuffer buffer, Counter moved, Tap tap) {
    this.source = source;
    this.sink = sink;
    this.buffer = buffer;
    this.moved = moved;
    this.tap = tap;
  }

  Leg source() {
    return source;
  }

  Leg sink() {
    return sink;
  }

  void removeTap() {
    tap = null;
  }

  boolean isStalled() {
    return remainder != null;
  }

  /** Bytes that the sink took. */
  long sent() {
    return sent;
  }

  /** Bytes that the source gave. */
  long received() {
    return remainder == null ? sent : sent + remainder.readableBytes();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Sends what was left over, then reads and sends until something stops it. */
  Outcome advance() {
    if (ended) {
      return Outcome.IDLE;
    }
    try {
      if (remainder != null && !sendRemainder(remainder)) {
        return Outcome.STALLED;
      }
    } catch (IOException reset) {
      return Outcome.SINK_LOST;
    }
    return readAndSend();
  }

  /**
   * Sends bytes that did not come from the source just now; {@link #advance} goes on from there.
   */
  Outcome inject(byte[] bytes) {
    buffer.bytes().put(0, bytes);
    return send(bytes.length);
  }

  /** Gives back what was copied aside. */
  void release() {
    ended = true;
    if (remainder != null) {
      drop(remainder);
    }
  }

  private Outcome readAndSend() {
    while (true) {
      int size = buffer.readSize();
      int count;
      try {
        count = source.receive(buffer, size);
      } catch (IOException reset) {
        return Outcome.SOURCE_LOST;
      }
      if (count == 0) {
        return Outcome.IDLE;
      }
      if (count < 0) {
        ended = true;
        return Outcome.ENDED;
      }
      if (tap != null) {
        tap.passing(buffer.bytes(), count);
      }
      Outcome outcome = send(count);
      if (outcome != Outcome.IDLE) {
        return outcome;
      }
      if (!source.hungUp()) {
        // After a full buffer in one go the others have their turn.
        return count < size ? Outcome.IDLE : Outcome.TURN_OVER;
      }
    }
  }

  private Outcome send(int count) {
    int taken;
    try {
      taken = sink.socket().sendAddress(buffer.address(), 0, count);
    } catch (IOException reset) {
      return Outcome.SINK_LOST;
    }
    took(taken);
    if (taken == count) {
      return Outcome.IDLE;
    }
    copyAside(taken, count);
    sink.watchOutput();
    return Outcome.STALLED;
  }

  private void took(int count) {
    sent += count;
    moved.add(count);
  }

  private void copyAside(int from, int to) {
    int length = to - from;
    remainder = ByteBufAllocator.DEFAULT.directBuffer(length, length);
    remainder.writeBytes(buffer.bytes().slice(from, length));
    buffer.aside(length);
  }

  private boolean sendRemainder(ByteBuf left) throws IOException {
    ByteBuffer bytes = left.internalNioBuffer(left.readerIndex(), left.readableBytes());
    int taken = sink.socket().send(bytes, bytes.position(), bytes.limit());
    took(taken);
    left.skipBytes(taken);
    if (left.isReadable()) {
      return false;
    }
    drop(left);
    return true;
  }

  private void drop(ByteBuf left) {
    buffer.aside(-left.capacity());
    left.release();
    remainder = null;
  }
}
