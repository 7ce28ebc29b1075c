package io.vipgate.lb.proxy;

/** Why a client was reset without having reached a server. */
public enum Refusal {
  /** The pool is empty. */
  NO_SERVER,
  /** Every attempt that the configuration allows failed. */
  ALL_ATTEMPTS_FAILED
}
