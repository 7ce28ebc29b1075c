package io.vipgate.app.proxy;

import io.vipgate.lb.pool.ServerState;

/** What a server's health means for its connections. */
sealed interface PoolAction {

  /** New connections follow this state from now on. */
  record SetState(ServerState state) implements PoolAction {}

  /** Both legs of every connection to the server are reset, so that clients reconnect at once. */
  record ResetConnections() implements PoolAction {}
}
