package io.vipgate.lb.proxy;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a client has sent so far to a server that has not said a byte: kept so that another server
 * can be shown it, see decision record 0003. Dropped with the first byte of the answer.
 */
final class FirstFlight {
  /** A ClientHello is 200 bytes to 2 KiB, with a post-quantum key share and large tickets 4 KiB. */
  static final int LIMIT = 16 * 1024;

  private static final byte[] NONE = {};

  /** Anyone's that was forfeited: they are all alike. */
  static final FirstFlight FORFEITED = alreadyForfeited();

  private final FlightBudget budget;
  private byte[] bytes = NONE;
  private boolean forfeited;

  FirstFlight(FlightBudget budget) {
    this.budget = budget;
  }

  private static FirstFlight alreadyForfeited() {
    FirstFlight flight = new FirstFlight(new FlightBudget(0));
    flight.forfeit();
    return flight;
  }

  /**
   * Adds the first {@code count} bytes of {@code read}.
   *
   * @return whether those that follow would be added as well
   */
  boolean add(ByteBuffer read, int count) {
    if (forfeited) {
      return false;
    }
    boolean begins = bytes.length == 0;
    boolean hello = !begins || read.get(0) == ClientHello.HANDSHAKE_RECORD;
    if (!hello || bytes.length + count > LIMIT || !budget.take(count)) {
      forfeit();
      return false;
    }
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, before + count);
    read.get(0, bytes, before, count);
    return true;
  }

  /** It will not be replayed any more, and its memory is free. */
  void forfeit() {
    if (forfeited) {
      return;
    }
    forfeited = true;
    budget.giveBack(bytes.length);
    bytes = NONE;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * Whether another server may take over: it was not forfeited, and consists of nothing or of what
   * can be shown twice.
   */
  boolean isReplayable() {
    return !forfeited && (isEmpty() || ClientHello.inspect(bytes, bytes.length).isReplayable());
  }

  /** Its bytes behind others. */
  byte[] after(byte[] before) {
    if (before.length == 0 || bytes.length == 0) {
      return before.length == 0 ? bytes : before;
    }
    byte[] joined = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, joined, before.length, bytes.length);
    return joined;
  }
}
