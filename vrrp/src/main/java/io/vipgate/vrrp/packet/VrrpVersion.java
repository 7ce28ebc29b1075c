package io.vipgate.vrrp.packet;

import java.util.concurrent.TimeUnit;

/** The versions of VRRP, and the advertisement intervals that each can carry. */
public enum VrrpVersion {
  /** RFC 3768, with the passwords of RFC 2338: whole seconds. IPv4 only. */
  V2(2, TimeUnit.SECONDS.toNanos(1), 255, "whole seconds, 1 s to 255 s"),

  /** RFC 9568 (which follows RFC 5798): centiseconds in twelve bits, and no authentication. */
  V3(3, TimeUnit.MILLISECONDS.toNanos(10), 4095, "10 ms to 40.95 s in steps of 10 ms");

  private final int number;
  private final long intervalUnitNs;
  private final int maxIntervalUnits;
  private final String intervals;

  VrrpVersion(int number, long intervalUnitNs, int maxIntervalUnits, String intervals) {
    this.number = number;
    this.intervalUnitNs = intervalUnitNs;
    this.maxIntervalUnits = maxIntervalUnits;
    this.intervals = intervals;
  }

  /** As on the wire: 2 or 3. */
  public int number() {
    return number;
  }

  /** Nanoseconds of one unit of the interval on the wire. */
  public long intervalUnitNs() {
    return intervalUnitNs;
  }

  /** Whether so many nanoseconds can be advertised as the interval; 0 never can. */
  public boolean canAdvertise(long intervalNs) {
    return intervalNs >= intervalUnitNs
        && intervalNs <= maxIntervalUnits * intervalUnitNs
        && intervalNs % intervalUnitNs == 0;
  }

  /** The intervals that {@link #canAdvertise}, in words. */
  public String intervals() {
    return intervals;
  }
}
