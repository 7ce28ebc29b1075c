package io.vipgate.vrrp.lifeline;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes on one connection, however it is cut into pieces: a greeting, and perhaps a
 * goodbye.
 */
public final class GreetingReader {
  private final ByteBuffer pending = ByteBuffer.allocate(Greeting.SIZE + Greeting.GOODBYE_SIZE);
  private @Nullable Greeting greeting;
  private boolean parted;

  /**
   * Takes the bytes that came.
   *
   * @return the latest of what they completed: {@link Happening#GREETED}, {@link Happening#PARTED};
   *     {@link Happening#FAILED} if it is something else; null if nothing is complete yet
   */
  public @Nullable Happening read(ByteBuffer received) {
    if (parted || received.remaining() > pending.remaining()) {
      return Happening.FAILED;
    }
    pending.put(received).flip();
    Happening happening = greeting == null ? readGreeting() : null;
    if (greeting != null && happening != Happening.FAILED) {
      Happening last = readGoodbye();
      happening = last == null ? happening : last;
    }
    pending.compact();
    return happening;
  }

  /** Who is there; null before the greeting. */
  public @Nullable Greeting greeting() {
    return greeting;
  }

  private @Nullable Happening readGreeting() {
    if (pending.remaining() < Greeting.SIZE) {
      return null;
    }
    if (pending.getLong() != Greeting.HELLO) {
      return Happening.FAILED;
    }
    greeting = Greeting.decodeIds(pending);
    return Happening.GREETED;
  }

  private @Nullable Happening readGoodbye() {
    if (pending.remaining() < Greeting.GOODBYE_SIZE) {
      return null;
    }
    if (pending.getLong() != Greeting.GOODBYE) {
      return Happening.FAILED;
    }
    parted = true;
    return Happening.PARTED;
  }
}
