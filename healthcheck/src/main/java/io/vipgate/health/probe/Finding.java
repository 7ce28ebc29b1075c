package io.vipgate.health.probe;

import java.util.concurrent.TimeUnit;

/**
 * What a look found, before it is known how long it took.
 *
 * @param advice what the server wants of us beside it
 */
record Finding(Reason reason, String evidence, AgentAdvice advice) {

  Finding(Reason reason, String evidence) {
    this(reason, evidence, AgentAdvice.NONE);
  }

  /** A time span for people: {@code 200 ms}, {@code 2 s}, {@code 2500 ms}. */
  static String span(long ns) {
    long ms = TimeUnit.NANOSECONDS.toMillis(ns);
    return ms >= 1000 && ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
  }
}
