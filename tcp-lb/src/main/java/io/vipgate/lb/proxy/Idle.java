package io.vipgate.lb.proxy;

/** Which silence ended a connection, see {@link Timeouts}. */
public enum Idle {
  CLIENT,
  SERVER,
  TUNNEL,
  HALF_CLOSED
}
