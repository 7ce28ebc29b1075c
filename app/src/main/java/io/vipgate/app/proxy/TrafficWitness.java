package io.vipgate.app.proxy;

import io.vipgate.health.probe.Reason;
import io.vipgate.lb.proxy.ConnectFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a client's failure to reach a server tells the checks. Only what speaks of the server's
 * kernel, before the client has said anything, counts: what happens later may be the client's
 * doing.
 */
final class TrafficWitness {
  private TrafficWitness() {}

  /** How a probe would have put it; null if it says nothing about the server. */
  static @Nullable Reason reason(ConnectFailure how) {
    return switch (how) {
      case REFUSED -> Reason.CONNECT_REFUSED;
      case TIMEOUT -> Reason.CONNECT_TIMEOUT;
      case UNREACHABLE -> Reason.UNREACHABLE;
      case RESET_UNANSWERED, CLOSED_UNANSWERED, GIVEN_UP, NO_LOCAL_PORT, NO_DESCRIPTOR, OTHER ->
          null;
    };
  }

  /** For people. */
  static String evidence(Reason reason) {
    return "a client's connection: " + reason.words();
  }
}
