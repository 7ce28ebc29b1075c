package io.vipgate.app.proxy;

import io.vipgate.health.probe.AgentAdvice;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Verdict;
import io.vipgate.lb.pool.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one server.
 *
 * @param verdict by the checks
 * @param order by the operator
 * @param weight by the operator; null for the configured one
 * @param last the last check's result; null before the first
 * @param advice what its agent has said so far
 */
record ServerStanding(
    Verdict verdict,
    Order order,
    @Nullable Integer weight,
    @Nullable ProbeResult last,
    AgentAdvice advice) {
  static final ServerStanding FIRST =
      new ServerStanding(Verdict.UNKNOWN, Order.READY, null, null, AgentAdvice.NONE);

  ServerState state() {
    return HealthPolicy.state(verdict, order);
  }

  /** The last check's result, in words. */
  String lastCheck() {
    return last == null
        ? "not checked yet"
        : "%s, %.1f ms".formatted(last.evidence(), last.durationNs() / 1e6);
  }

  ServerStanding with(Verdict other) {
    return new ServerStanding(other, order, weight, last, advice);
  }

  ServerStanding with(Order other) {
    return new ServerStanding(verdict, other, weight, last, advice);
  }

  ServerStanding with(ProbeResult result) {
    return new ServerStanding(verdict, order, weight, result, advice.then(result.advice()));
  }

  ServerStanding withWeight(int other) {
    return new ServerStanding(verdict, order, other, last, advice);
  }

  /** What an operator wants of it, and nothing of what the checks said. */
  ServerStanding unchecked() {
    return new ServerStanding(FIRST.verdict, order, weight, FIRST.last, FIRST.advice);
  }
}
