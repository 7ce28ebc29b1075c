package io.vipgate.lb.balance;

/**
 * IPVS's {@code nq}: the first idle server; while there is none, as {@link ShortestExpectedDelay}
 * (ip_vs_nq.c).
 */
final class NeverQueue extends LeastLoaded {
  @Override
  long overhead(long open) {
    return open == 0 ? 0 : open + 1;
  }
}
