package io.vipgate.lb.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection pair: what {@code source} receives, {@code sink} sends.
 *
 * <p>Bytes are read into the loop's buffer and sent from there, or, once they come in bulk, moved
 * by way of a {@link Conduit} without being seen. What the sink does not take at once is {@link
 * Held}, and nothing is read before it is sent: that is the backpressure, and the bound of what a
 * stalled receiver costs (one read, see {@link ReadBuffer}). Since a pipe that holds something
 * never reads, the end of the stream is only ever seen with all bytes before it sent.
 */
final class Pipe {
  /** Who reads as much at once has a bulk transfer. */
  static final int BULK = 64 * 1024;

  /** Who moves less at once has none any more: looking for it costs a system call more. */
  static final int TRICKLE = 16 * 1024;

  /** Sees bytes before they are sent. */
  interface Tap {
    /**
     * Sees the first {@code count} bytes.
     *
     * @return whether it wants to see those that follow
     */
    boolean passing(ByteBuffer bytes, int count);
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
  private RelayLoops.Lane lane;
  private Counter moved;
  private @Nullable Tap tap;
  private @Nullable Held held;
  private boolean inBulk;
  private boolean ended;
  private long sent;

  Pipe(Leg source, Leg sink, RelayLoops.Lane lane, Counter moved, Tap tap) {
    this.source = source;
    this.sink = sink;
    this.lane = lane;
    this.moved = moved;
    this.tap = tap;
  }

  /** Goes on at another loop, and counts what it moves there; it holds nothing now. */
  void moveTo(RelayLoops.Lane next, Counter counter) {
    lane = next;
    moved = counter;
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

  /** Whether it moves so much at once that the kernel does it alone, if it can. */
  boolean isInBulk() {
    return inBulk;
  }

  boolean isStalled() {
    return held != null;
  }

  /** Bytes that the sink took. */
  long sent() {
    return sent;
  }

  /** Bytes that the source gave. */
  long received() {
    return held == null ? sent : sent + held.size();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Sends what was left over, then reads and sends until something stops it. */
  Outcome advance() {
    if (ended) {
      return Outcome.IDLE;
    }
    if (held != null) {
      Outcome outcome = sendHeld(held);
      if (outcome != Outcome.TURN_OVER) {
        return outcome;
      }
    }
    return readAndSend();
  }

  /**
   * Sends bytes that did not come from the source just now; {@link #advance} goes on from there.
   */
  Outcome inject(byte[] bytes) {
    lane.buffer().bytes().put(0, bytes);
    return send(bytes.length);
  }

  /** Gives back what it held. */
  void release() {
    ended = true;
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private Outcome readAndSend() {
    while (true) {
      Outcome outcome = inBulk ? splice() : copy();
      // Who has hung up may not be told of again: all is read, others wait or not.
      if (outcome != Outcome.TURN_OVER || !source.hungUp()) {
        return outcome;
      }
    }
  }

  private Outcome copy() {
    ReadBuffer buffer = lane.buffer();
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
    if (tap != null && !tap.passing(buffer.bytes(), count)) {
      tap = null;
    }
    inBulk = tap == null && count >= BULK;
    Outcome outcome = send(count);
    // After a full buffer in one go the others have their turn.
    return outcome == Outcome.IDLE && (count == size || source.hungUp())
        ? Outcome.TURN_OVER
        : outcome;
  }

  private Outcome send(int count) {
    int taken;
    try {
      taken = sink.socket().sendAddress(lane.buffer().address(), 0, count);
    } catch (IOException reset) {
      return Outcome.SINK_LOST;
    }
    took(taken);
    if (taken == count) {
      return Outcome.IDLE;
    }
    held = new Aside(lane.buffer(), taken, count);
    sink.watchOutput();
    return Outcome.STALLED;
  }

  /** One turn without a copy, if that can be had and something is there. */
  private Outcome splice() {
    Conduits conduits = lane.conduits();
    Conduit conduit = conduits.take();
    if (conduit == null) {
      return copy();
    }
    int count;
    try {
      count = conduit.fillFrom(source);
    } catch (IOException failed) {
      conduit.release();
      return conduits.areRefusedBy(failed) ? copy() : Outcome.SOURCE_LOST;
    }
    if (count == 0) {
      conduit.release();
      // Whether that is the end, only a read tells.
      return copy();
    }
    inBulk = count >= TRICKLE;
    held = conduit;
    return sendHeld(conduit);
  }

  private Outcome sendHeld(Held left) {
    try {
      took(left.sendTo(sink));
    } catch (IOException reset) {
      return Outcome.SINK_LOST;
    }
    if (left.size() > 0) {
      sink.watchOutput();
      return Outcome.STALLED;
    }
    left.release();
    held = null;
    return Outcome.TURN_OVER;
  }

  private void took(int count) {
    sent += count;
    moved.add(count);
  }
}
