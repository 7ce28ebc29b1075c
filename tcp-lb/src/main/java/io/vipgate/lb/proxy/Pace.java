package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has the kernel run the thread of a loop as one that is for throughput, for as long as it has much
 * to do; of its thread.
 */
final class Pace {
  /** Two loops, the clients and the servers on two processors leave each of them a half at most. */
  static final double MUCH = 0.35;

  static final double LITTLE = 0.2;
  private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

  private final IoEventLoop loop;
  private final LoopScheduling scheduling;
  private final LongSupplier clockNs;
  private final int number;
  private boolean raised;
  private long lookedNs;
  private long lookedCpuNs;

  Pace(IoEventLoop loop, LoopScheduling scheduling, LongSupplier clockNs, int number) {
    this.loop = loop;
    this.scheduling = scheduling;
    this.clockNs = clockNs;
    this.number = number;
  }

  /** It takes that share of a processor. */
  void busy(double share) {
    if (raised || share < MUCH) {
      return;
    }
    raised = true;
    scheduling.forThroughput(number);
    lookAgain();
  }

  private void lookAgain() {
    lookedNs = clockNs.getAsLong();
    lookedCpuNs = scheduling.cpuNs();
    var unused = loop.schedule(this::look, LOOK_NS, TimeUnit.NANOSECONDS);
  }

  private void look() {
    double share =
        (double) (scheduling.cpuNs() - lookedCpuNs) / Math.max(1, clockNs.getAsLong() - lookedNs);
    if (share >= LITTLE) {
      lookAgain();
      return;
    }
    raised = false;
    scheduling.asBefore();
  }
}
