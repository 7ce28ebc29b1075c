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
import static io.vipgate.health.probe.Contract.inTime;
import static io.vipgate.health.probe.Contract.now;

import io.vipgate.health.probe.Contract.NotApplicable;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contract of checks by ping. */
final class IcmpContract {
  private IcmpContract() {}

  static Map<Situation, Contract> cases() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    String replied = "3 of 3 echo requests answered, 0 % lost, round trip … ms";
    String silent = "none of 3 echo requests answered within 800 ms";
    cases.put(UP, now(() -> FakeEcho.rig(request -> true), Reason.OK, replied));
    cases.put(DOWN, inTime(() -> FakeEcho.rig(request -> false), Reason.NO_ECHO, silent));
    cases.put(
        FLAPPING,
        new Contract.Case(
            () -> FakeEcho.rig(request -> (request - 1) / 3 % 2 == 0),
            Contract.BRIEF,
            List.of(
                new Outcome(Reason.OK, replied),
                new Outcome(Reason.NO_ECHO, silent),
                new Outcome(Reason.OK, replied))));
    cases.put(
        WRONG_ANSWER,
        inTime(
            () -> FakeEcho.rig(request -> request == 1),
            Reason.LOSS,
            "1 of 3 echo requests answered, 66 % lost, … (expected: at most 50 % lost)"));
    NotApplicable kernel = new NotApplicable("the kernel answers, whatever its processes do");
    cases.put(
        SLOW, inTime(() -> FakeEcho.late(Contract.BRIEF.plusMillis(100)), Reason.NO_ECHO, silent));
    cases.put(HANGING, kernel);
    cases.put(HALF_OPEN, Contract.NO_CONNECTION);
    cases.put(RESETTING, Contract.NO_CONNECTION);
    cases.put(WRONG_CERTIFICATE, Contract.NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, Contract.NO_TLS);
    NotApplicable echoed = new NotApplicable("a reply is as long as the request");
    cases.put(HUGE_ANSWER, echoed);
    cases.put(NEVER_ENDING_ANSWER, echoed);
    return cases;
  }
}
