package io.vipgate.health.probe;

import static io.vipgate.health.probe.Contract.Situation.DOWN;
import static io.vipgate.health.probe.Contract.Situation.EXPIRED_CERTIFICATE;
import static io.vipgate.health.probe.Contract.Situation.FLAPPING;
import static io.vipgate.health.probe.Contract.Situation.HALF_OPEN;
import static io.vipgate.health.probe.Contract.Situation.HANGING;
import static io.vipgate.health.probe.Contract.Situation.HUGE_ANSWER;
import static io.vipgate.health.probe.Contract.Situation.NEVER_ENDING_ANSWER;
import static io.vipgate.health.probe.Contract.Situation.RESETTING;
import static io.vipgate.health.probe.Contract.Situation.SLOW;
import static io.vipgate.health.probe.Contract.Situation.UP;
import static io.vipgate.health.probe.Contract.Situation.WRONG_ANSWER;
import static io.vipgate.health.probe.Contract.Situation.WRONG_CERTIFICATE;
import static io.vipgate.health.probe.Contract.flapping;
import static io.vipgate.health.probe.Contract.inTime;
import static io.vipgate.health.probe.Contract.now;

import io.netty.pkitesting.X509Bundle;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract of checks by a connect. */
final class TcpContract {
  private TcpContract() {}

  static Map<Situation, Contract> cases() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    ProbeSettings any = ProbeSettings.DEFAULT;
    cases.put(UP, now(() -> Rigs.frozen(any), Reason.OK, "connected"));
    cases.put(DOWN, now(() -> Rigs.nobody(any), Reason.CONNECT_REFUSED, Contract.REFUSED));
    cases.put(
        FLAPPING,
        flapping(
            Rigs::comingAndGoing,
            new Outcome(Reason.OK, "connected"),
            new Outcome(Reason.CONNECT_REFUSED, Contract.REFUSED)));
    cases.put(SLOW, inTime(Rigs::crowded, Reason.CONNECT_TIMEOUT, "no connection within 800 ms"));
    // It speaks with the kernel only, and says so in the reference.
    cases.put(HANGING, now(() -> Rigs.frozen(any), Reason.OK, "connected"));
    cases.put(HALF_OPEN, now(() -> Rigs.halfOpen(any), Reason.OK, "connected"));
    cases.put(RESETTING, now(() -> Rigs.slamming(any), Reason.OK, "connected"));
    // It reads nothing, and is told so by nobody.
    cases.put(WRONG_ANSWER, connected(null, Rigs.stalling("SSH-2.0-x\r\n")));
    cases.put(HUGE_ANSWER, connected(null, Rigs.stalling(Rigs.repeat("x", 200_000))));
    cases.put(NEVER_ENDING_ANSWER, connected(null, Rigs.endless(false)));
    cases.put(WRONG_CERTIFICATE, connected(Pki.ELSEWHERE, socket -> {}));
    cases.put(EXPIRED_CERTIFICATE, connected(Pki.EXPIRED, socket -> {}));
    return cases;
  }

  private static Contract connected(@Nullable X509Bundle tls, FakeServer.Script script) {
    return now(() -> Rigs.script(tls, ProbeSettings.DEFAULT, script), Reason.OK, "connected");
  }
}
