package io.vipgate.health.probe;

import java.util.concurrent.TimeUnit;

/** What a look found, before it is known how long it took. */
record Finding(Reason reason, String evidence) {

  /** A time span for people: {@code 200 ms}, {@code 2 s}, {@code 2500 ms}. */
  static String span(long ns) {
    long ms = TimeUnit.NANOSECONDS.toMillis(ns);
    return ms >= 1000 && ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
  }
}
