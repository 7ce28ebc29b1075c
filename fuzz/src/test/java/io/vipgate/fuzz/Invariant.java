package io.vipgate.fuzz;

/** What must hold, whatever the bytes are. */
public final class Invariant {
  private Invariant() {}

  /**
   * Makes the fuzzer keep the input unless it holds.
   *
   * @param what holds
   */
  public static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("invariant: value: broken (expected: " + what + ")");
    }
  }
}
