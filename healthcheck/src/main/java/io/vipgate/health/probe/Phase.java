package io.vipgate.health.probe;

/**
 * How far one look at a server has come. Each phase knows what it means when the connection ends in
 * it, or the time is up:
 *
 * <pre>
 *  phase          time is up        RST        FIN         a live process seen?
 *  -------------  ----------------  ---------  ----------  --------------------
 *  CONNECTING     CONNECT_TIMEOUT   RESET      CLOSED      no
 *  HANDSHAKING    SILENT            RESET      CLOSED      no
 *  ASKED          SILENT            RESET      CLOSED      no
 *  ANSWERING      TIMEOUT           CUT_SHORT  CUT_SHORT   yes
 * </pre>
 *
 * Over TLS there is no phase ASKED: the finished handshake is the first sign of life, so ANSWERING
 * follows at once.
 */
enum Phase {
  CONNECTING(
      "no connection", "while connecting", Reason.CONNECT_TIMEOUT, Reason.RESET, Reason.CLOSED),
  HANDSHAKING(
      "connected, but no TLS handshake",
      "in the TLS handshake",
      Reason.SILENT,
      Reason.RESET,
      Reason.CLOSED),
  ASKED(
      "connected, but no answer", "before any answer", Reason.SILENT, Reason.RESET, Reason.CLOSED),
  ANSWERING(
      "no complete answer",
      "before the answer was complete",
      Reason.TIMEOUT,
      Reason.CUT_SHORT,
      Reason.CUT_SHORT);

  private final String missing;
  private final String when;
  private final Reason onTimeout;
  private final Reason onReset;
  private final Reason onEnd;

  Phase(String missing, String when, Reason onTimeout, Reason onReset, Reason onEnd) {
    this.missing = missing;
    this.when = when;
    this.onTimeout = onTimeout;
    this.onReset = onReset;
    this.onEnd = onEnd;
  }

  Finding timeout(long timeoutNs) {
    return new Finding(onTimeout, "%s within %s".formatted(missing, Finding.span(timeoutNs)));
  }

  Finding reset() {
    return new Finding(onReset, "connection reset " + when);
  }

  Finding end() {
    return new Finding(onEnd, "connection closed " + when);
  }
}
