package io.vipgate.lab;

import java.time.Instant;

/**
 * Nanoseconds since 1970-01-01T00:00Z: the one timeline of the lab. Every process of a lab runs on
 * one kernel, so their wall clocks are the same clock, which {@link System#nanoTime} does not
 * promise across JVMs.
 */
public final class EpochTime {
  private EpochTime() {}

  /** The time now, in nanoseconds; its resolution is that of the system clock, about 1 µs. */
  public static long nowNs() {
    return toNs(Instant.now());
  }

  /** The instant in nanoseconds. */
  public static long toNs(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
