package io.vipgate.lb.balance;

import io.vipgate.lb.pool.Server;

/** IPVS's {@code lc}: the fewest open connections; weight does not count (ip_vs_lc.c). */
final class LeastConnection extends LeastLoaded {
  @Override
  long overhead(long open) {
    return open;
  }

  @Override
  long share(Server server) {
    return 1;
  }
}
