package io.vipgate.health.probe;

import java.net.InetSocketAddress;

/**
 * All that makes one probe. Two equal specs make probes that behave the same, so a reload may
 * compare them.
 *
 * @param type which probe
 * @param target where to connect to; resolved
 * @param timeoutNs nanoseconds from the start to the result, connect, TLS and answer together; 1 ms
 *     to 1 h
 * @param http what to ask and to expect; ignored unless {@link ProbeType#usesHttp()}
 * @param tls whom to trust; ignored unless {@link ProbeType#usesTls()}
 */
public record ProbeSpec(
    ProbeType type, InetSocketAddress target, long timeoutNs, HttpSettings http, TlsSettings tls) {
  private static final long MIN_TIMEOUT_NS = 1_000_000L;
  private static final long MAX_TIMEOUT_NS = 3_600_000_000_000L;

  /**
   * @throws IllegalArgumentException if the target is not resolved or the timeout out of range
   */
  public ProbeSpec {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "target: value: %s (expected: a resolved address)".formatted(target));
    }
    if (timeoutNs < MIN_TIMEOUT_NS || timeoutNs > MAX_TIMEOUT_NS) {
      throw new IllegalArgumentException(
          "timeout: value: %d ns (expected: 1 ms to 1 h)".formatted(timeoutNs));
    }
  }

  /** With the default HTTP and TLS settings. */
  public ProbeSpec(ProbeType type, InetSocketAddress target, long timeoutNs) {
    this(type, target, timeoutNs, HttpSettings.DEFAULT, TlsSettings.UNVERIFIED);
  }

  /** The same with another timeout. */
  ProbeSpec within(long otherTimeoutNs) {
    return new ProbeSpec(type, target, Math.max(otherTimeoutNs, MIN_TIMEOUT_NS), http, tls);
  }

  /** The probe that this describes. */
  public Probe newProbe() {
    return type.create(this);
  }
}
