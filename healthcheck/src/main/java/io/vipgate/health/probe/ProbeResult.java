package io.vipgate.health.probe;

/**
 * The outcome of one probe.
 *
 * @param reason why it ended; decides the verdict
 * @param evidence what was seen, for people: {@code HTTP 500 (expected: 200-299)}
 * @param durationNs from the probe's start to this result, in nanoseconds, at least 0
 */
public record ProbeResult(Reason reason, String evidence, long durationNs) {

  /** What this one probe says about the server. */
  public Verdict verdict() {
    return reason.verdict();
  }
}
