package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;

/** How busy the servers are, as far as one event loop knows: each loop counts its own. */
@FunctionalInterface
public interface Load {
  /** The server's connections that are open or being opened; 0 or above. */
  long open(Server server);
}
