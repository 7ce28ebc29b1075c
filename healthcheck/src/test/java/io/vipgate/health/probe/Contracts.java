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
import io.vipgate.health.probe.Contract.NotApplicable;
import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The contract of each type of check. */
final class Contracts {
  private static final NotApplicable NO_TLS = new NotApplicable("it uses no certificates");
  private static final NotApplicable NO_CONNECTION = new NotApplicable("it has no connection");
  private static final String REFUSED = "connect refused";
  private static final String TOO_LARGE = "answer over 65536 bytes .*";

  private Contracts() {}

  static Map<Situation, Contract> of(ProbeType type) {
    return switch (type) {
      case ICMP -> icmp();
      case TCP -> tcp();
      case SEND_EXPECT ->
          lines(
              ProbeSettings.DEFAULT.with(
                  new DialogSettings(new Payload("PING\r\n"), new BytePattern("+PONG"))),
              "+PONG\r\n",
              "answered, with \\+PONG",
              "-ERR\r\n",
              new Outcome(Reason.BAD_ANSWER, "answered, but the answer is .*-ERR.*PONG.*"));
      case AGENT ->
          lines(
              ProbeSettings.DEFAULT.with(new DialogSettings(new Payload("hello\n"), null)),
              "up 75%\n",
              "the agent says \"up 75%\"",
              "down # disk full\n",
              new Outcome(Reason.STATUS, "the agent says \"down # disk full\""));
      case UDP -> udp();
      case TLS -> tls();
      case HTTP -> http(null, Rigs.TRUSTING);
      case HTTPS -> http(Pki.SERVER, Rigs.TRUSTING);
      case GRPC -> grpc(null);
      case GRPCS -> grpc(Pki.SERVER);
      case DNS -> dns();
      case EXEC -> ProgramContract.cases();
      case ALL_OF, ANY_OF -> combined();
    };
  }

  private static Map<Situation, Contract> icmp() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    String replied = "3 of 3 echo requests answered, 0 % lost, round trip [0-9./]+ ms";
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
            "1 of 3 echo requests answered, 66 % lost, .* \\(expected: at most 50 % lost\\)"));
    NotApplicable kernel = new NotApplicable("the kernel answers, whatever its processes do");
    cases.put(SLOW, kernel);
    cases.put(HANGING, kernel);
    cases.put(HALF_OPEN, NO_CONNECTION);
    cases.put(RESETTING, NO_CONNECTION);
    cases.put(WRONG_CERTIFICATE, NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, NO_TLS);
    NotApplicable echoed = new NotApplicable("a reply is as long as the request");
    cases.put(HUGE_ANSWER, echoed);
    cases.put(NEVER_ENDING_ANSWER, echoed);
    return cases;
  }

  private static Map<Situation, Contract> tcp() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    ProbeSettings any = ProbeSettings.DEFAULT;
    cases.put(UP, now(() -> Rigs.frozen(any), Reason.OK, "connected"));
    cases.put(DOWN, now(() -> Rigs.nobody(any), Reason.CONNECT_REFUSED, REFUSED));
    cases.put(
        FLAPPING,
        flapping(
            Rigs::comingAndGoing,
            new Outcome(Reason.OK, "connected"),
            new Outcome(Reason.CONNECT_REFUSED, REFUSED)));
    cases.put(SLOW, inTime(Rigs::crowded, Reason.CONNECT_TIMEOUT, "no connection within 800 ms"));
    // It speaks with the kernel only, and says so in the reference.
    cases.put(HANGING, now(() -> Rigs.frozen(any), Reason.OK, "connected"));
    cases.put(HALF_OPEN, now(() -> Rigs.halfOpen(any), Reason.OK, "connected"));
    cases.put(RESETTING, now(() -> Rigs.slamming(any), Reason.OK, "connected"));
    NotApplicable silent = new NotApplicable("it reads no answer");
    cases.put(WRONG_ANSWER, silent);
    cases.put(HUGE_ANSWER, silent);
    cases.put(NEVER_ENDING_ANSWER, silent);
    cases.put(WRONG_CERTIFICATE, NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, NO_TLS);
    return cases;
  }

  /** What all have in common whose first sign of life is an answer over plain TCP. */
  private static Map<Situation, Contract> overTcp(ProbeSettings settings) {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    cases.put(DOWN, now(() -> Rigs.nobody(settings), Reason.CONNECT_REFUSED, REFUSED));
    cases.put(
        HANGING,
        inTime(
            () -> Rigs.frozen(settings), Reason.SILENT, "connected, but no answer within 800 ms"));
    cases.put(
        HALF_OPEN,
        now(() -> Rigs.halfOpen(settings), Reason.CLOSED, "connection closed before any answer"));
    cases.put(
        RESETTING,
        now(() -> Rigs.resetting(settings), Reason.RESET, "connection reset before any answer"));
    cases.put(WRONG_CERTIFICATE, NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, NO_TLS);
    return cases;
  }

  /** The same where a TLS handshake comes first. */
  private static Map<Situation, Contract> overTls(
      java.util.function.Function<X509Bundle, Contract.RigMaker> server) {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    ProbeSettings settings = Rigs.TRUSTING;
    cases.put(DOWN, now(() -> Rigs.nobody(settings), Reason.CONNECT_REFUSED, REFUSED));
    cases.put(
        HANGING,
        inTime(
            () -> Rigs.frozen(settings),
            Reason.SILENT,
            "connected, but no TLS handshake within 800 ms"));
    cases.put(
        HALF_OPEN,
        now(
            () -> Rigs.halfOpen(settings),
            Reason.CLOSED,
            "connection closed in the TLS handshake"));
    cases.put(
        RESETTING,
        now(() -> Rigs.resetting(settings), Reason.RESET, "connection reset in the TLS handshake"));
    cases.put(
        WRONG_CERTIFICATE,
        now(
            server.apply(Pki.ELSEWHERE),
            Reason.CERTIFICATE,
            "certificate refused: No subject alternative names matching IP address 127.0.0.1 found"));
    cases.put(
        EXPIRED_CERTIFICATE,
        now(
            server.apply(Pki.EXPIRED),
            Reason.CERTIFICATE,
            "certificate refused: expired: NotAfter: .*2021.*"));
    return cases;
  }

  private static Map<Situation, Contract> lines(
      ProbeSettings settings, String good, String goodEvidence, String bad, Outcome badOutcome) {
    Map<Situation, Contract> cases = overTcp(settings);
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
            TOO_LARGE));
    cases.put(
        NEVER_ENDING_ANSWER,
        now(
            () -> Rigs.script(null, settings, Rigs.endless(false)),
            Reason.ANSWER_TOO_LARGE,
            TOO_LARGE));
    return cases;
  }

  private static FakeServer.Script closing(FakeServer.Script script) {
    return socket -> {
      script.serve(socket);
      socket.shutdownOutput();
    };
  }

  private static Map<Situation, Contract> http(@Nullable X509Bundle tls, ProbeSettings settings) {
    Map<Situation, Contract> cases =
        tls == null
            ? overTcp(settings)
            : overTls(bundle -> () -> Rigs.script(bundle, settings, Rigs.http(n -> Rigs.OK_HTTP)));
    Outcome good = new Outcome(Reason.OK, "HTTP 200");
    Outcome bad = new Outcome(Reason.STATUS, "HTTP 500 \\(expected: 200-299\\)");
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
            TOO_LARGE));
    cases.put(
        NEVER_ENDING_ANSWER,
        now(
            () -> Rigs.script(tls, settings, Rigs.endless(true)),
            Reason.ANSWER_TOO_LARGE,
            TOO_LARGE));
    return cases;
  }

  private static Map<Situation, Contract> tls() {
    Map<Situation, Contract> cases =
        overTls(bundle -> () -> Rigs.script(bundle, Rigs.TRUSTING, socket -> {}));
    String shaken = "handshake in TLSv1.3";
    cases.put(
        UP, now(() -> Rigs.script(Pki.SERVER, Rigs.TRUSTING, socket -> {}), Reason.OK, shaken));
    cases.put(
        FLAPPING,
        flapping(
            () -> new FlappingTls(Pki.SERVER, Pki.ELSEWHERE),
            new Outcome(Reason.OK, shaken),
            new Outcome(Reason.CERTIFICATE, "certificate refused: .*")));
    cases.put(
        SLOW,
        inTime(
            () -> Rigs.deaf(Rigs.TRUSTING),
            Reason.SILENT,
            "connected, but no TLS handshake within 800 ms"));
    cases.put(
        WRONG_ANSWER,
        now(
            () -> Rigs.script(null, Rigs.TRUSTING, Rigs.stalling("SSH-2.0-x\r\n")),
            Reason.TLS_FAILED,
            "what came is not TLS .*"));
    NotApplicable silent = new NotApplicable("it reads nothing after the handshake");
    cases.put(HUGE_ANSWER, silent);
    cases.put(
        NEVER_ENDING_ANSWER,
        now(() -> Rigs.script(Pki.SERVER, Rigs.TRUSTING, Rigs.endless(false)), Reason.OK, shaken));
    return cases;
  }

  private static Map<Situation, Contract> grpc(@Nullable X509Bundle tls) {
    ProbeSettings settings = tls == null ? ProbeSettings.DEFAULT : Rigs.TRUSTING;
    Http2Server.Answer serving = Http2Server.Answer.grpc(0, grpcStatus(1));
    Http2Server.Answer notServing = Http2Server.Answer.grpc(0, grpcStatus(2));
    Outcome good = new Outcome(Reason.OK, "SERVING");
    Outcome bad = new Outcome(Reason.STATUS, "NOT_SERVING \\(expected: SERVING\\)");
    Map<Situation, Contract> cases =
        tls == null
            ? overTcp(settings)
            : overTls(bundle -> () -> Rigs.http2(bundle, settings, n -> serving));
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
    Outcome tooLarge = new Outcome(Reason.ANSWER_TOO_LARGE, TOO_LARGE);
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

  private static Map<Situation, Contract> udp() {
    ProbeSettings settings =
        ProbeSettings.DEFAULT.with(
            new DialogSettings(new Payload("ping"), new BytePattern("pong")));
    return datagrams(
        settings,
        question -> "pong".getBytes(StandardCharsets.US_ASCII),
        new Outcome(Reason.OK, "answered, with pong"),
        question -> "pang".getBytes(StandardCharsets.US_ASCII),
        new Outcome(Reason.BAD_ANSWER, "answered, but the answer is \"pang\" \\(expected: pong\\)"),
        question -> new byte[60_000],
        new Outcome(Reason.BAD_ANSWER, "answered, but the answer is .*"));
  }

  private static Map<Situation, Contract> dns() {
    Outcome fine =
        new Outcome(Reason.OK, "NOERROR for kubernetes.default.svc.cluster.local A, 0 records");
    return datagrams(
        ProbeSettings.DEFAULT,
        question -> dnsAnswer(question, 0),
        fine,
        question -> dnsAnswer(question, 2),
        new Outcome(Reason.STATUS, "SERVFAIL for .* \\(expected: NOERROR\\)"),
        question -> Arrays.copyOf(dnsAnswer(question, 0), 60_000),
        fine);
  }

  private static byte[] dnsAnswer(byte[] question, int rcode) {
    ByteBuffer answer = ByteBuffer.wrap(question.clone());
    answer.putShort(2, (short) (0x8180 | rcode));
    return answer.array();
  }

  private interface Packet {
    byte[] answer(byte[] question);
  }

  private static Map<Situation, Contract> datagrams(
      ProbeSettings settings,
      Packet good,
      Outcome goodOutcome,
      Packet bad,
      Outcome badOutcome,
      Packet huge,
      Outcome hugeOutcome) {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    cases.put(UP, packets(settings, good, goodOutcome));
    cases.put(WRONG_ANSWER, packets(settings, bad, badOutcome));
    cases.put(HUGE_ANSWER, packets(settings, huge, hugeOutcome));
    cases.put(DOWN, now(() -> Rigs.nobody(settings), Reason.CONNECT_REFUSED, "port unreachable"));
    int[] asked = {0};
    cases.put(
        FLAPPING,
        flapping(
            () -> datagramRig(settings, q -> List.of((++asked[0] % 2 == 1 ? good : bad).answer(q))),
            goodOutcome,
            badOutcome));
    Contract silent =
        inTime(
            () -> datagramRig(settings, q -> List.of()),
            Reason.SILENT,
            "connected, but no answer within 800 ms");
    cases.put(SLOW, silent);
    cases.put(HANGING, silent);
    cases.put(HALF_OPEN, NO_CONNECTION);
    cases.put(RESETTING, NO_CONNECTION);
    cases.put(WRONG_CERTIFICATE, NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, NO_TLS);
    cases.put(
        NEVER_ENDING_ANSWER,
        now(
            () -> datagramRig(settings, q -> java.util.Collections.nCopies(1000, good.answer(q))),
            goodOutcome.reason(),
            goodOutcome.evidence()));
    return cases;
  }

  private static Contract packets(ProbeSettings settings, Packet packet, Outcome outcome) {
    return now(
        () -> datagramRig(settings, question -> List.of(packet.answer(question))),
        outcome.reason(),
        outcome.evidence());
  }

  private static Contract.Rig datagramRig(
      ProbeSettings settings, java.util.function.Function<byte[], List<byte[]>> script) {
    DatagramServer server = new DatagramServer(script);
    return Rigs.of(server, server.address(), settings);
  }

  /** Of a single member: whatever that one says. What several make of it has a test of its own. */
  private static Map<Situation, Contract> combined() {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    http(Pki.SERVER, Rigs.TRUSTING)
        .forEach((situation, contract) -> cases.put(situation, asMember(contract)));
    return cases;
  }

  private static Contract asMember(Contract contract) {
    if (!(contract instanceof Contract.Case tested)) {
      return contract;
    }
    List<Outcome> outcomes =
        tested.outcomes().stream()
            .map(outcome -> new Outcome(outcome.reason(), "api: " + outcome.evidence()))
            .toList();
    return new Contract.Case(() -> new MemberRig(tested.rig().open()), tested.timeout(), outcomes);
  }
}
