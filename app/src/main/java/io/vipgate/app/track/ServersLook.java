package io.vipgate.app.track;

import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.vrrp.role.Observation;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether enough of a proxy's servers are ready. Unknown until each has been checked once. */
final class ServersLook implements Look {
  private final Supplier<@Nullable ProxyInstance> which;
  private final int atLeast;

  ServersLook(Supplier<@Nullable ProxyInstance> which, int atLeast) {
    this.which = which;
    this.atLeast = atLeast;
  }

  @Override
  public Observation look() {
    ProxyInstance proxy = which.get();
    if (proxy == null) {
      return new Observation.Down("there is no such proxy");
    }
    Collection<ServerState> states = proxy.pool().snapshot().states().values();
    if (!proxy.servers().allChecked()) {
      return new Observation.Unknown("not every server is checked yet");
    }
    long ready = states.stream().filter(ServerState.READY::equals).count();
    String evidence =
        "%d of %d servers ready (expected: at least %d)".formatted(ready, states.size(), atLeast);
    return ready >= atLeast ? new Observation.Up(evidence) : new Observation.Down(evidence);
  }
}
