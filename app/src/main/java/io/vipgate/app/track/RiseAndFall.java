package io.vipgate.app.track;

/**
 * How many results in a row it takes to change one's mind; the first one decides alone, so that
 * nobody waits longer than for one result to take part.
 */
final class RiseAndFall {
  private final int rise;
  private final int fall;
  private boolean known;
  private boolean up;
  private int inARow;

  RiseAndFall(int rise, int fall) {
    this.rise = rise;
    this.fall = fall;
  }

  /** Returns whether it counts as up after this result. */
  boolean on(boolean success) {
    inARow = success == up ? 0 : inARow + 1;
    if (!known || inARow >= (success ? rise : fall)) {
      known = true;
      up = success;
      inARow = 0;
    }
    return up;
  }
}
