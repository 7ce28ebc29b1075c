package io.vipgate.lb.proxy;

/**
 * What all first flights of a loop may hold together. Thousands of clients that each leave a large
 * half of a ClientHello at a silent server shall not fill the heap; beyond this, flights are not
 * kept.
 */
final class FlightBudget {
  /** Enough for 2,000 unanswered clients with a usual ClientHello. */
  static final int BYTES = 4 << 20;

  private int left;

  FlightBudget(int bytes) {
    left = bytes;
  }

  boolean take(int bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  void giveBack(int bytes) {
    left += bytes;
  }
}
