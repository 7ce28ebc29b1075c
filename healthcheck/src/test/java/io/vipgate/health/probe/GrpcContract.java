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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The contract of checks by gRPC, with and without TLS. */
final class GrpcContract {
  private GrpcContract() {}

  static Map<Situation, Contract> cases(@Nullable X509Bundle tls) {
    ProbeSettings settings = tls == null ? ProbeSettings.DEFAULT : Rigs.TRUSTING;
    Http2Server.Answer serving = Http2Server.Answer.grpc(0, grpcStatus(1));
    Http2Server.Answer notServing = Http2Server.Answer.grpc(0, grpcStatus(2));
    Outcome good = new Outcome(Reason.OK, "SERVING");
    Outcome bad = new Outcome(Reason.STATUS, "NOT_SERVING (expected: SERVING)");
    Map<Situation, Contract> cases =
        tls == null
            ? StreamContract.overTcp(settings)
            : StreamContract.overTls(bundle -> () -> Rigs.http2(bundle, settings, n -> serving));
    cases.put(UP, grpcCase(tls, settings, n -> serving, good));
    cases.put(
        FLAPPING,
        flapping(
            () -> Rigs.http2(tls, settings, n -> n % 2 == 1 ? serving : notServing), good, bad));
    cases.put(WRONG_ANSWER, grpcCase(tls, settings, n -> notServing, bad));
    cases.put(
        SLOW,
        inTime(
            () -> Rigs.http2(tls, settings, n -> Http2Server.Answer.NEVER),
            Reason.TIMEOUT,
            "no complete answer within 800 ms"));
    Outcome tooLarge = new Outcome(Reason.ANSWER_TOO_LARGE, Contract.TOO_LARGE);
    cases.put(
        HUGE_ANSWER,
        grpcCase(tls, settings, n -> Http2Server.Answer.grpc(0, "x".repeat(200_000)), tooLarge));
    cases.put(
        NEVER_ENDING_ANSWER,
        grpcCase(
            tls,
            settings,
            n -> new Http2Server.Answer("200", "x".repeat(1000), null, true),
            tooLarge));
    return cases;
  }

  private static Contract grpcCase(
      @Nullable X509Bundle tls,
      ProbeSettings settings,
      IntFunction<Http2Server.Answer> answers,
      Outcome outcome) {
    return now(() -> Rigs.http2(tls, settings, answers), outcome.reason(), outcome.evidence());
  }

  private static String grpcStatus(int status) {
    return "\0\0\0\0\2\10" + (char) status;
  }
}
