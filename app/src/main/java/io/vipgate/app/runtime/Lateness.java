package io.vipgate.app.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late the control loop met its deadlines: a histogram with fixed bounds. One writer, any
 * number of readers.
 */
public final class Lateness {
  private static final long[] BOUNDS_NS = {
    100_000L, 1_000_000L, 5_000_000L, 10_000_000L, 50_000_000L, 100_000_000L, 1_000_000_000L
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_NS.length + 1);
  private final AtomicLong sumNs = new AtomicLong();
  private final AtomicLong maxNs = new AtomicLong();

  void record(long lateNs) {
    int bucket = 0;
    while (bucket < BOUNDS_NS.length && lateNs > BOUNDS_NS[bucket]) {
      bucket++;
    }
    counts.setOpaque(bucket, counts.getOpaque(bucket) + 1);
    sumNs.setOpaque(sumNs.getOpaque() + lateNs);
    if (lateNs > maxNs.getOpaque()) {
      maxNs.setOpaque(lateNs);
    }
  }

  /** Upper bounds of the buckets in nanoseconds; one more bucket holds what is later. */
  public static long[] boundsNs() {
    return BOUNDS_NS.clone();
  }

  /** Deadlines met with a lateness of at most bound {@code bucket}, and above the one before. */
  public long count(int bucket) {
    return counts.getOpaque(bucket);
  }

  /** Deadlines met. */
  public long count() {
    long count = 0;
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      count += counts.getOpaque(bucket);
    }
    return count;
  }

  /** Sum of all lateness, nanoseconds. */
  public long sumNs() {
    return sumNs.getOpaque();
  }

  /** The latest of all, nanoseconds. */
  public long maxNs() {
    return maxNs.getOpaque();
  }
}
