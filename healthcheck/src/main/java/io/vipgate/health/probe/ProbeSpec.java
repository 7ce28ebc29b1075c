package io.vipgate.health.probe;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * All that makes one probe. Two equal specs make probes that behave the same, so a reload may
 * compare them.
 *
 * @param type which probe
 * @param target where to connect to; resolved
 * @param timeoutNs nanoseconds from the start to the result, connect, TLS and answer together; 1 ms
 *     to 1 h
 * @param settings what it is told
 * @param members what a probe is made of that combines others; empty exactly for those that do not
 */
public record ProbeSpec(
    ProbeType type,
    InetSocketAddress target,
    long timeoutNs,
    ProbeSettings settings,
    List<Member> members) {
  private static final long MIN_TIMEOUT_NS = 1_000_000L;
  private static final long MAX_TIMEOUT_NS = 3_600_000_000_000L;

  /**
   * One of several probes.
   *
   * @param name for people
   */
  public record Member(String name, ProbeSpec spec) {}

  /**
   * @throws IllegalArgumentException if the target is not resolved, the timeout out of range, or
   *     there are members where there should be none, or none where there should be
   */
  public ProbeSpec {
    members = List.copyOf(members);
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "target: value: %s (expected: a resolved address)".formatted(target));
    }
    if (timeoutNs < MIN_TIMEOUT_NS || timeoutNs > MAX_TIMEOUT_NS) {
      throw new IllegalArgumentException(
          "timeout: value: %d ns (expected: 1 ms to 1 h)".formatted(timeoutNs));
    }
    if (members.isEmpty() == type.uses(Uses.MEMBERS)) {
      throw new IllegalArgumentException(
          "checks: value: %d for %s (expected: some for all-of and any-of, none for others)"
              .formatted(members.size(), type.label()));
    }
  }

  /** Of one probe by itself. */
  public ProbeSpec(
      ProbeType type, InetSocketAddress target, long timeoutNs, ProbeSettings settings) {
    this(type, target, timeoutNs, settings, List.of());
  }

  /** With these HTTP and TLS settings. */
  public ProbeSpec(
      ProbeType type,
      InetSocketAddress target,
      long timeoutNs,
      HttpSettings http,
      TlsSettings tls) {
    this(type, target, timeoutNs, ProbeSettings.DEFAULT.with(http).with(tls));
  }

  /** With the defaults of all settings. */
  public ProbeSpec(ProbeType type, InetSocketAddress target, long timeoutNs) {
    this(type, target, timeoutNs, ProbeSettings.DEFAULT);
  }

  public HttpSettings http() {
    return settings.http();
  }

  public TlsSettings tls() {
    return settings.tls();
  }

  /** The same with another timeout. */
  ProbeSpec within(long otherTimeoutNs) {
    return new ProbeSpec(type, target, Math.max(otherTimeoutNs, MIN_TIMEOUT_NS), settings, members);
  }

  /**
   * The probe that this describes.
   *
   * @param means what it may need of the machine
   */
  public Probe newProbe(Means means) {
    return type.create(this, means);
  }

  /** The probe that this describes, where it needs nothing of the machine but sockets. */
  public Probe newProbe() {
    return newProbe(Means.NONE);
  }
}
