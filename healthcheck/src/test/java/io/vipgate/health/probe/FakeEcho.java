package io.vipgate.health.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Answers those echo requests that it is told to, the first is 1. */
final class FakeEcho implements Echo {
  private final AtomicInteger requests = new AtomicInteger();
  private final IntPredicate answered;

  FakeEcho(IntPredicate answered) {
    this.answered = answered;
  }

  static Contract.Rig rig(IntPredicate answered) {
    FakeEcho echo = new FakeEcho(answered);
    return new Contract.Rig() {
      @Override
      public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
      }

      @Override
      public Means means() {
        return Means.with(echo);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Pending request(InetAddress target, Runnable onReply) {
    if (answered.test(requests.incrementAndGet())) {
      onReply.run();
    }
    return () -> {};
  }
}
