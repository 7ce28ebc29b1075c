package io.vipgate.lb.proxy;

import java.util.function.LongSupplier;

/** Which share of a processor a thread takes, from one question to the next; for that thread. */
final class CpuShare {
  private final LongSupplier clockNs;
  private final LongSupplier cpuNs;
  private long askedNs;
  private long askedCpuNs;

  /**
   * @param clockNs that of the machine
   * @param cpuNs the CPU time of the calling thread
   */
  CpuShare(LongSupplier clockNs, LongSupplier cpuNs) {
    this.clockNs = clockNs;
    this.cpuNs = cpuNs;
    this.askedNs = clockNs.getAsLong();
  }

  /** From 0 to 1, since it was asked last; the first time since this was made. */
  double sinceLast() {
    long now = clockNs.getAsLong();
    long cpu = cpuNs.getAsLong();
    double share = (double) (cpu - askedCpuNs) / Math.max(1, now - askedNs);
    askedNs = now;
    askedCpuNs = cpu;
    return share;
  }
}
