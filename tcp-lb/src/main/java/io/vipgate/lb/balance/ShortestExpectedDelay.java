package io.vipgate.lb.balance;

/**
 * IPVS's {@code sed}: the least {@code (open + 1) / weight}, so the load with the new connection in
 * it (ip_vs_sed.c). Of idle servers the heaviest is picked, where {@code wlc} sees no difference.
 */
final class ShortestExpectedDelay extends LeastLoaded {
  @Override
  long overhead(long open) {
    return open + 1;
  }
}
