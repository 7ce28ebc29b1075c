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

import io.vipgate.health.probe.Contract.Outcome;
import io.vipgate.health.probe.Contract.Situation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contract of checks by UDP. */
final class DatagramContract {
  private DatagramContract() {}

  static Map<Situation, Contract> udp() {
    ProbeSettings settings =
        ProbeSettings.DEFAULT.with(
            new DialogSettings(new Payload("ping"), new BytePattern("pong")));
    return datagrams(
        settings,
        question -> "pong".getBytes(StandardCharsets.US_ASCII),
        new Outcome(Reason.OK, "answered, with pong"),
        question -> "pang".getBytes(StandardCharsets.US_ASCII),
        new Outcome(Reason.BAD_ANSWER, "answered, but the answer is \"pang\" (expected: pong)"),
        question -> new byte[60_000],
        new Outcome(Reason.BAD_ANSWER, "answered, but the answer is …"));
  }

  static Map<Situation, Contract> dns() {
    Outcome fine =
        new Outcome(Reason.OK, "NOERROR for kubernetes.default.svc.cluster.local A, 0 records");
    return datagrams(
        ProbeSettings.DEFAULT,
        question -> dnsAnswer(question, 0),
        fine,
        question -> dnsAnswer(question, 2),
        new Outcome(Reason.STATUS, "SERVFAIL for … (expected: NOERROR)"),
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
    cases.put(HALF_OPEN, Contract.NO_CONNECTION);
    cases.put(RESETTING, Contract.NO_CONNECTION);
    cases.put(WRONG_CERTIFICATE, Contract.NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, Contract.NO_TLS);
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
}
