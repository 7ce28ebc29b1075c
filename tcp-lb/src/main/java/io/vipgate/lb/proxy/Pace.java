package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoop;
import java.util.concurrent.TimeUnit;

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
  private final CpuShare share;
  private final int number;
  private boolean raised;

  Pace(IoEventLoop loop, LoopScheduling scheduling, CpuShare share, int number) {
    this.loop = loop;
    this.scheduling = scheduling;
    this.share = share;
    this.number = number;
  }

  /** It takes that share of a processor. */
  void busy(double taken) {
    if (raised || taken < MUCH) {
      return;
    }
    raised = true;
    scheduling.forThroughput(number);
    share.sinceLast();
    lookAgain();
  }

  private void lookAgain() {
    var unused = loop.schedule(this::look, LOOK_NS, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (share.sinceLast() >= LITTLE) {
      lookAgain();
      return;
    }
    raised = false;
    scheduling.asBefore();
  }
}
