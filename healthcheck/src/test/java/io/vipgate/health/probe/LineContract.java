package io.vipgate.health.probe;

import static io.vipgate.health.probe.Contract.Situation.FLAPPING;
import static io.vipgate.health.probe.Contract.Situation.HUGE_ANSWER;
import static io.vipgate.health.probe.Contract.Situation.NEVER_ENDING_ANSWER;
import static io.vipgate.health.probe.Contract.Situation.SLOW;
import static io.vipgate.health.probe.Contract.Situation.UP;
import static io.vipgate.health.probe.Contract.Situation.WRONG_ANSWER;
import static io.vipgate.health.probe.Contract.flapping;
import static io.vipgate.health.probe.Contract.inTime;
import static io.vipgate.health.probe.Contract.now;

import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.Map;

/** The contract of checks that exchange a few words by TCP. */
final class LineContract {
  private LineContract() {}

  static Map<Situation, Contract> lines(
      ProbeSettings settings, String good, String goodEvidence, String bad, Outcome badOutcome) {
    Map<Situation, Contract> cases = StreamContract.overTcp(settings);
    cases.put(
        UP, now(() -> Rigs.script(null, settings, Rigs.line(n -> good)), Reason.OK, goodEvidence));
    cases.put(
        FLAPPING,
        flapping(
            () -> Rigs.script(null, settings, closing(Rigs.line(n -> n % 2 == 1 ? good : bad))),
            new Outcome(Reason.OK, goodEvidence),
            badOutcome));
    cases.put(
        WRONG_ANSWER,
        now(
            () -> Rigs.script(null, settings, closing(Rigs.line(n -> bad))),
            badOutcome.reason(),
            badOutcome.evidence()));
    cases.put(
        SLOW,
        inTime(
            () -> Rigs.script(null, settings, Rigs.stalling("+")),
            Reason.TIMEOUT,
            "no complete answer within 800 ms"));
    cases.put(
        HUGE_ANSWER,
        now(
            () -> Rigs.script(null, settings, Rigs.line(n -> Rigs.repeat("x", 70_000))),
            Reason.ANSWER_TOO_LARGE,
            Contract.TOO_LARGE));
    cases.put(
        NEVER_ENDING_ANSWER,
        now(
            () -> Rigs.script(null, settings, Rigs.endless(false)),
            Reason.ANSWER_TOO_LARGE,
            Contract.TOO_LARGE));
    return cases;
  }

  private static FakeServer.Script closing(FakeServer.Script script) {
    return socket -> {
      script.serve(socket);
      socket.shutdownOutput();
    };
  }
}
