package io.vipgate.app.proxy;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;

/**
 * What is said of one server.
 *
 * @param verdict by the checks
 * @param order by the operator
 * @param lastCheck the last check's result, in words
 */
record ServerStanding(Verdict verdict, Order order, String lastCheck) {
  static final ServerStanding FIRST =
      new ServerStanding(Verdict.UNKNOWN, Order.READY, "not checked yet");

  ServerState state() {
    return HealthPolicy.state(verdict, order);
  }

  ServerStanding with(Verdict other) {
    return new ServerStanding(other, order, lastCheck);
  }

  ServerStanding with(Order other) {
    return new ServerStanding(verdict, other, lastCheck);
  }

  ServerStanding withLastCheck(String other) {
    return new ServerStanding(verdict, order, other);
  }
}
