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
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Map;

/** The contract of checks by a TLS handshake. */
final class TlsContract {
  private TlsContract() {}

  static Map<Situation, Contract> cases() {
    Map<Situation, Contract> cases =
        StreamContract.overTls(bundle -> () -> Rigs.script(bundle, Rigs.TRUSTING, socket -> {}));
    String shaken = "handshake in TLSv1.3";
    cases.put(
        UP, now(() -> Rigs.script(Pki.SERVER, Rigs.TRUSTING, socket -> {}), Reason.OK, shaken));
    cases.put(
        FLAPPING,
        flapping(
            () -> new FlappingTls(Pki.SERVER, Pki.ELSEWHERE),
            new Outcome(Reason.OK, shaken),
            new Outcome(Reason.CERTIFICATE, "certificate refused: …")));
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
            "what came is not TLS …"));
    cases.put(
        HUGE_ANSWER,
        now(
            () -> Rigs.script(null, Rigs.TRUSTING, TlsContract::promiseMuch),
            Reason.TLS_FAILED,
            "TLS failed: The size of the handshake message (65536) exceeds the maximum allowed"
                + " size (32768)"));
    cases.put(
        NEVER_ENDING_ANSWER,
        now(() -> Rigs.script(Pki.SERVER, Rigs.TRUSTING, Rigs.endless(false)), Reason.OK, shaken));
    return cases;
  }

  /** A ServerHello of 64 KiB, of which no more than the head comes (RFC 8446 section 4). */
  private static void promiseMuch(Socket socket) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex("1603030004" + "02010000"));
  }
}
