package io.vipgate.health.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Answers those echo requests that it is told to, the first is 1. */
final class FakeEcho implements Echo {
  private final AtomicInteger requests = new AtomicInteger();
  private final IntPredicate answered;
  private final Executor when;

  private FakeEcho(IntPredicate answered, Executor when) {
    this.answered = answered;
    this.when = when;
  }

  static Contract.Rig rig(IntPredicate answered) {
    return rig(new FakeEcho(answered, Runnable::run));
  }

  /** Answers all of them, but late. */
  static Contract.Rig late(Duration delay) {
    return rig(
        new FakeEcho(
            request -> true,
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private static Contract.Rig rig(FakeEcho echo) {
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
      when.execute(onReply);
    }
    return () -> {};
  }
}
