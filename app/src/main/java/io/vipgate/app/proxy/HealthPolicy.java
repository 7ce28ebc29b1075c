package io.vipgate.app.proxy;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import java.util.List;

/**
 * What becomes of a server, from what the checks say and what the operator wants.
 *
 * <p>Readiness drains, death kills: a server that refuses work keeps the connections that it has;
 * one that is gone has none left worth keeping, and its clients would only find out by a timeout.
 *
 * <pre>
 *  checks \ order   READY       DRAIN       MAINT
 *  UNKNOWN          UNKNOWN     NOT_READY   MAINT
 *  READY            READY       NOT_READY   MAINT
 *  NOT_READY        NOT_READY   NOT_READY   MAINT
 *  DEAD             DOWN        DOWN        MAINT
 * </pre>
 */
final class HealthPolicy {
  private HealthPolicy() {}

  /** The state that the pool shall have for it. */
  static ServerState state(Verdict verdict, Order order) {
    if (order == Order.MAINT) {
      return ServerState.MAINT;
    }
    boolean drain = order == Order.DRAIN;
    return switch (verdict) {
      case UNKNOWN -> drain ? ServerState.NOT_READY : ServerState.UNKNOWN;
      case READY -> drain ? ServerState.NOT_READY : ServerState.READY;
      case NOT_READY -> ServerState.NOT_READY;
      case DEAD -> ServerState.DOWN;
    };
  }

  /** What brings a server from one state to another; nothing if they are the same. */
  static List<PoolAction> change(ServerState from, ServerState to) {
    if (from == to) {
      return List.of();
    }
    return switch (to) {
      case UNKNOWN, READY, NOT_READY -> List.of(new PoolAction.SetState(to));
      // In this order: a reset client comes back within a millisecond, and must not come back here.
      case DOWN, MAINT -> List.of(new PoolAction.SetState(to), new PoolAction.ResetConnections());
    };
  }
}
