package io.vipgate.lb.proxy;

/** Why a client was reset without having reached a server. */
public enum Refusal {
  /** The pool is empty, or has nobody who may be tried. */
  NO_SERVER,
  /** Every attempt that the configuration allows failed. */
  ALL_ATTEMPTS_FAILED,
  /** No server had room for it in time. */
  QUEUE_TIMEOUT,
  /** Its address is not let in. */
  DENIED,
  /** Its first bytes are not the header of the PROXY protocol that has to come from there. */
  BAD_PROXY_HEADER,
  /** The header did not come in time. */
  PROXY_HEADER_TIMEOUT
}
