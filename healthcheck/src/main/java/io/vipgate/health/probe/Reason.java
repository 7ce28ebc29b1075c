package io.vipgate.health.probe;

/**
 * Why a probe ended as it did. A reason decides the {@link Verdict} by itself, by one rule: <em>has
 * a live process been seen on this connection?</em>
 *
 * <p>The kernel alone completes the TCP handshake and acknowledges data, also for a process that is
 * stopped or stuck, so neither is a sign of life. A completed TLS handshake, a TLS alert, and the
 * first byte of an answer are. Whatever fails before the first sign of life is {@link
 * Verdict#DEAD}: no client can get further than the probe did. Whatever fails after it is {@link
 * Verdict#NOT_READY}: somebody is there, and may well be serving the connections that exist.
 *
 * <p>Consequence for plain HTTP, which has no sign of life but the answer itself: an answer slower
 * than the timeout is {@link #SILENT}, hence dead. Over HTTPS the same server is only {@link
 * #TIMEOUT}, hence drained.
 */
public enum Reason {
  /** The expected answer. */
  OK("ok", "answers as expected", Verdict.READY),

  /** RST to the SYN: the host lives, nobody listens. */
  CONNECT_REFUSED("connect_refused", "nothing listens on its port", Verdict.DEAD),
  /** No SYN-ACK in time: host gone, link cut, packets dropped, or the accept queue is full. */
  CONNECT_TIMEOUT("connect_timeout", "a connect is not answered", Verdict.DEAD),
  /** ICMP unreachable, no route, or no neighbour at that address. */
  UNREACHABLE("unreachable", "it cannot be reached", Verdict.DEAD),
  /** RST after the connect, before any sign of life. */
  RESET("reset", "resets connections without a word", Verdict.DEAD),
  /** FIN after the connect, before any sign of life. */
  CLOSED("closed", "closes connections without a word", Verdict.DEAD),
  /** Connected, and then no sign of life in time: a frozen process, whose kernel still accepts. */
  SILENT("silent", "accepts connections, and then stays silent", Verdict.DEAD),

  /** No reply to any ICMP echo request: host gone, link cut, or ICMP dropped on the way. */
  NO_ECHO("no_echo", "does not answer to ping", Verdict.DEAD),

  /** Some ICMP echo requests were answered, but too few. */
  LOSS("loss", "loses too many packets", Verdict.NOT_READY),
  /** The TLS handshake was refused by an alert, or what came was not TLS. */
  TLS_FAILED("tls_failed", "TLS fails", Verdict.NOT_READY),
  /**
   * The server's certificate is not one that the check accepts: wrong issuer, expired, or for
   * another name.
   */
  CERTIFICATE("certificate", "its certificate is not accepted", Verdict.NOT_READY),
  /** A live server, but no complete answer in time. */
  TIMEOUT("timeout", "lives, but answers too late", Verdict.NOT_READY),
  /**
   * The connection ended, by FIN or RST, after the first sign of life and before the answer was
   * complete.
   */
  CUT_SHORT("cut_short", "breaks off its answer", Verdict.NOT_READY),
  /** A complete answer with a status that is not among the expected. */
  STATUS("status", "answers that it is not ready", Verdict.NOT_READY),
  /**
   * HTTP 401 or 403, unless expected: on an apiserver, anonymous requests are off or may not read
   * the path.
   */
  UNAUTHORIZED("unauthorized", "does not let the check ask", Verdict.NOT_READY),
  /** What came is not HTTP. */
  BAD_ANSWER("bad_answer", "answers something else", Verdict.NOT_READY),
  /** The answer's start line, headers or body are over the limit. */
  ANSWER_TOO_LARGE("answer_too_large", "its answer does not end", Verdict.NOT_READY),

  /** The program that looks at it ended, but not with exit code 0. */
  PROGRAM("program", "the program that looks at it says no", Verdict.NOT_READY),
  /** One of several checks finds it dead, and another one alive. */
  PART("part", "one of its checks fails", Verdict.NOT_READY),

  /**
   * Our own fault: no file descriptor, no free port, a local firewall, or this process was paused
   * during the probe. Says nothing about the server.
   */
  LOCAL("local", "the check itself could not be made", Verdict.UNKNOWN);

  private final String label;
  private final String words;
  private final Verdict verdict;

  Reason(String label, String words, Verdict verdict) {
    this.label = label;
    this.words = words;
    this.verdict = verdict;
  }

  /** The value of the metrics' {@code reason} label; never changes once released. */
  public String label() {
    return label;
  }

  /** What it means, for people: said of the server, the same each time. */
  public String words() {
    return words;
  }

  /** What one probe that ended so says about the server. */
  public Verdict verdict() {
    return verdict;
  }
}
