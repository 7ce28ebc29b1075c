package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.unix.Errors;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests with real servers cannot bring about. */
class DiagnosisTest {

  @ParameterizedTest
  @CsvSource({
    "CONNECTING,  CONNECT_TIMEOUT, RESET,     CLOSED",
    "HANDSHAKING, SILENT,          RESET,     CLOSED",
    "ASKED,       SILENT,          RESET,     CLOSED",
    "ANSWERING,   TIMEOUT,         CUT_SHORT, CUT_SHORT",
  })
  void phases(Phase phase, Reason onTimeout, Reason onReset, Reason onEnd) {
    assertThat(phase.timeout(1).reason()).isEqualTo(onTimeout);
    assertThat(Diagnosis.of(reset(), phase).reason()).isEqualTo(onReset);
    assertThat(Diagnosis.of(new ClosedChannelException(), phase).reason()).isEqualTo(onEnd);
    assertThat(phase.end().reason()).isEqualTo(onEnd);
  }

  @Test
  void connectsThatFailOnOurSide() {
    assertThat(
            Diagnosis.ofConnect(
                new ConnectException(
                    "connect(..) failed with error(-99): Cannot assign requested address")))
        .isEqualTo(
            new Finding(
                Reason.LOCAL,
                "could not connect: connect(..) failed with error(-99): Cannot assign requested address"));
  }

  @Test
  void connectsThatTheKernelGaveUp() {
    assertThat(
            Diagnosis.ofConnect(
                new ConnectException(
                    "finishConnect(..) failed with error(-110): Connection timed out")))
        .isEqualTo(new Finding(Reason.CONNECT_TIMEOUT, "connect timed out in the kernel"));
  }

  @Test
  void looksInsideDecoderExceptions() {
    assertThat(Diagnosis.of(new DecoderException(new SSLException("bad record")), Phase.ANSWERING))
        .isEqualTo(new Finding(Reason.TLS_FAILED, "TLS failed: bad record"));
  }

  @Test
  void alertsReadTheSameOnEveryJdk() {
    SSLException ofJdk25 =
        new SSLException("(handshake_failure) Received fatal alert: handshake_failure");
    assertThat(Diagnosis.of(ofJdk25, Phase.HANDSHAKING))
        .isEqualTo(
            new Finding(Reason.TLS_FAILED, "TLS failed: Received fatal alert: handshake_failure"));
  }

  @Test
  void otherErrorsOfTheConnectionAreResetsWithANote() {
    assertThat(
            Diagnosis.of(new IOException("recvAddress(..) failed: No route to host"), Phase.ASKED))
        .isEqualTo(
            new Finding(
                Reason.RESET,
                "connection reset before any answer (recvAddress(..) failed: No route to host)"));
  }

  /** A defect of ours must not take a server down. */
  @Test
  void whatNobodyExpectedIsOurFault() {
    assertThat(Diagnosis.of(new IllegalStateException("oops"), Phase.ASKED))
        .isEqualTo(new Finding(Reason.LOCAL, "unexpected: java.lang.IllegalStateException: oops"));
  }

  @ParameterizedTest
  @CsvSource({"200000000,200 ms", "2000000000,2 s", "2500000000,2500 ms", "999999999,999 ms"})
  void spans(long ns, String text) {
    assertThat(Finding.span(ns)).isEqualTo(text);
  }

  private static IOException reset() {
    return Errors.newConnectionResetException("recvAddress", Errors.ERRNO_ECONNRESET_NEGATIVE);
  }
}
