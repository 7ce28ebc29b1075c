package io.vipgate.health.probe;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one probe.
 *
 * @param reason why it ended; decides the verdict
 * @param evidence what was seen, for people: {@code HTTP 500 (expected: 200-299)}
 * @param durationNs from the probe's start to this result, in nanoseconds, at least 0
 * @param certificate what the server showed last, in this look or an earlier one, be it refused;
 *     null if none is known
 * @param advice what the server wants of us beside it
 */
public record ProbeResult(
    Reason reason,
    String evidence,
    long durationNs,
    @Nullable ServerCertificate certificate,
    AgentAdvice advice) {

  /** Without a certificate, and without advice. */
  public ProbeResult(Reason reason, String evidence, long durationNs) {
    this(reason, evidence, durationNs, null, AgentAdvice.NONE);
  }

  ProbeResult with(@Nullable ServerCertificate seen) {
    return new ProbeResult(reason, evidence, durationNs, seen, advice);
  }

  /** What this one probe says about the server. */
  public Verdict verdict() {
    return reason.verdict();
  }
}
