package io.vipgate.app.proxy;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import java.util.List;

/**
 * Readiness drains, death kills: a server that refuses work keeps the connections that it has; one
 * that is gone has none left worth keeping, and its clients would only find out by a timeout.
 */
final class HealthPolicy {
  private HealthPolicy() {}

  static List<PoolAction> on(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN -> List.of();
      case READY -> List.of(new PoolAction.SetState(ServerState.READY));
      case NOT_READY -> List.of(new PoolAction.SetState(ServerState.NOT_READY));
      // In this order: a reset client comes back within a millisecond, and must not come back here.
      case DEAD ->
          List.of(new PoolAction.SetState(ServerState.DOWN), new PoolAction.ResetConnections());
    };
  }
}
