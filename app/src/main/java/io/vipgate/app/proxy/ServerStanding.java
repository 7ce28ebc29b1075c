package io.vipgate.app.proxy;

import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one server.
 *
 * @param verdict by the checks
 * @param order by the operator
 * @param weight by the operator; null for the configured one
 * @param lastCheck the last check's result, in words
 */
record ServerStanding(Verdict verdict, Order order, @Nullable Integer weight, String lastCheck) {
  static final ServerStanding FIRST =
      new ServerStanding(Verdict.UNKNOWN, Order.READY, null, "not checked yet");

  ServerState state() {
    return HealthPolicy.state(verdict, order);
  }

  ServerStanding with(Verdict other) {
    return new ServerStanding(other, order, weight, lastCheck);
  }

  ServerStanding with(Order other) {
    return new ServerStanding(verdict, other, weight, lastCheck);
  }

  ServerStanding withLastCheck(String other) {
    return new ServerStanding(verdict, order, weight, other);
  }

  ServerStanding withWeight(int other) {
    return new ServerStanding(verdict, order, other, lastCheck);
  }

  /** What an operator wants of it, and nothing of what the checks said. */
  ServerStanding unchecked() {
    return new ServerStanding(FIRST.verdict, order, weight, FIRST.lastCheck);
  }
}
