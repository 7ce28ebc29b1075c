package io.vipgate.lab.endtoend;

import java.time.Duration;

/** What the samples' values give: adverts each second, priorities 100 and 88. */
final class Bounds {
  /** 3 s and the skew of priority 88, 0.656 s, and what the machine adds. */
  static final Duration TAKEOVER = Duration.ofMillis(3_700);

  /** The skew of priority 88 after a resignation, and what the machine adds. */
  static final Duration CLEAN_TAKEOVER = Duration.ofMillis(700);

  /** After this the kernel of a dead holder has taken the address off. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** Start of a JVM, and an election. */
  static final Duration ELECTION = Duration.ofSeconds(15);

  static final Duration ANSWERS = Duration.ofSeconds(15);

  private Bounds() {}
}
