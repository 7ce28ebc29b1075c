package io.vipgate.lb.pool;

/** What checks and operators say about a server. */
public enum ServerState {
  /** No verdict yet: it takes connections as if it were ready. */
  UNKNOWN,
  /** Takes new connections. */
  READY,
  /** Answers but refuses work, or is drained: no new connection, the old ones stay. */
  NOT_READY,
  /**
   * Dead at layer 3 or 4: no new connection. Whoever sets this state also resets the old ones, by
   * {@link io.vipgate.lb.proxy.Frontend#resetServer}.
   */
  DOWN,
  /**
   * Taken out by an operator: no connection at all, not even when no other server is left. As with
   * {@link #DOWN}, whoever sets this state resets the old ones.
   */
  MAINT
}
