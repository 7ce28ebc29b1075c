package io.vipgate.app.track;

import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.vrrp.role.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a proxy listens, and its event loops turn: a stuck one accepts nobody. */
final class ProxyLook implements Look {
  private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(2);

  private final Supplier<@Nullable ProxyInstance> which;
  private final LongSupplier clock;
  private CompletableFuture<Integer> turn = CompletableFuture.completedFuture(0);
  private long askedNs;

  ProxyLook(Supplier<@Nullable ProxyInstance> which, LongSupplier clock) {
    this.which = which;
    this.clock = clock;
  }

  @Override
  public Observation look() {
    ProxyInstance proxy = which.get();
    if (proxy == null) {
      return new Observation.Down("there is no such proxy");
    }
    if (turn.isDone()) {
      turn = proxy.frontend().nextTurn().toCompletableFuture();
      askedNs = clock.getAsLong();
    }
    return clock.getAsLong() - askedNs < STUCK_NS
        ? new Observation.Up("it listens")
        : new Observation.Down("its event loop has not turned for 2 s");
  }
}
