package io.vipgate.lb.balance;

/** IPVS's {@code wlc}: the least {@code open / weight} (ip_vs_wlc.c). */
final class WeightedLeastConnection extends LeastLoaded {
  @Override
  long overhead(long open) {
    return open;
  }
}
