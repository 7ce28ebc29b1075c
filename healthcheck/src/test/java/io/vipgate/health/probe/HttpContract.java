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

import io.netty.pkitesting.X509Bundle;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract of checks by HTTP, with and without TLS. */
final class HttpContract {
  private HttpContract() {}

  static Map<Situation, Contract> cases(@Nullable X509Bundle tls, ProbeSettings settings) {
    Map<Situation, Contract> cases =
        tls == null
            ? StreamContract.overTcp(settings)
            : StreamContract.overTls(
                bundle -> () -> Rigs.script(bundle, settings, Rigs.http(n -> Rigs.OK_HTTP)));
    Outcome good = new Outcome(Reason.OK, "HTTP 200");
    Outcome bad = new Outcome(Reason.STATUS, "HTTP 500 (expected: 200-299)");
    cases.put(
        UP,
        now(
            () -> Rigs.script(tls, settings, Rigs.http(n -> Rigs.OK_HTTP)),
            good.reason(),
            good.evidence()));
    cases.put(
        FLAPPING,
        flapping(
            () ->
                Rigs.script(
                    tls, settings, Rigs.http(n -> n % 2 == 1 ? Rigs.OK_HTTP : Rigs.BAD_HTTP)),
            good,
            bad));
    cases.put(
        WRONG_ANSWER,
        now(
            () -> Rigs.script(tls, settings, Rigs.http(n -> Rigs.BAD_HTTP)),
            bad.reason(),
            bad.evidence()));
    cases.put(
        SLOW,
        inTime(
            () -> Rigs.script(tls, settings, Rigs.stalling("HTTP/1.1 2")),
            Reason.TIMEOUT,
            "no complete answer within 800 ms"));
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n";
    cases.put(
        HUGE_ANSWER,
        now(
            () -> Rigs.script(tls, settings, Rigs.http(n -> head + Rigs.repeat("x", 70_000))),
            Reason.ANSWER_TOO_LARGE,
            Contract.TOO_LARGE));
    cases.put(
        NEVER_ENDING_ANSWER,
        now(
            () -> Rigs.script(tls, settings, Rigs.endless(true)),
            Reason.ANSWER_TOO_LARGE,
            Contract.TOO_LARGE));
    return cases;
  }
}
