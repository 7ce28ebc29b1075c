package io.vipgate.health.probe;

import static io.vipgate.health.probe.Contract.Situation.DOWN;
import static io.vipgate.health.probe.Contract.Situation.EXPIRED_CERTIFICATE;
import static io.vipgate.health.probe.Contract.Situation.HALF_OPEN;
import static io.vipgate.health.probe.Contract.Situation.HANGING;
import static io.vipgate.health.probe.Contract.Situation.RESETTING;
import static io.vipgate.health.probe.Contract.Situation.WRONG_CERTIFICATE;
import static io.vipgate.health.probe.Contract.inTime;
import static io.vipgate.health.probe.Contract.now;

import io.netty.pkitesting.X509Bundle;
import io.vipgate.health.probe.Contract.Situation;
import java.util.EnumMap;
import java.util.Map;

/** What all checks have in common that go over a connection. */
final class StreamContract {
  private StreamContract() {}

  /** What all have in common whose first sign of life is an answer over plain TCP. */
  static Map<Situation, Contract> overTcp(ProbeSettings settings) {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    cases.put(DOWN, now(() -> Rigs.nobody(settings), Reason.CONNECT_REFUSED, Contract.REFUSED));
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
    cases.put(WRONG_CERTIFICATE, Contract.NO_TLS);
    cases.put(EXPIRED_CERTIFICATE, Contract.NO_TLS);
    return cases;
  }

  /** The same where a TLS handshake comes first. */
  static Map<Situation, Contract> overTls(
      java.util.function.Function<X509Bundle, Contract.RigMaker> server) {
    Map<Situation, Contract> cases = new EnumMap<>(Situation.class);
    ProbeSettings settings = Rigs.TRUSTING;
    cases.put(DOWN, now(() -> Rigs.nobody(settings), Reason.CONNECT_REFUSED, Contract.REFUSED));
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
            "certificate refused: expired: NotAfter: …2021…"));
    return cases;
  }
}
