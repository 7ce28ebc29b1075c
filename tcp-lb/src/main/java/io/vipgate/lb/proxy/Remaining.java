package io.vipgate.lb.proxy;

/** What a frontend that closes does with the connections that it still carries. */
public enum Remaining {
  /** Both legs are reset at once. */
  RESET,
  /** They live until their own end; a later close with {@link #RESET} cuts that short. */
  FINISH
}
