package io.vipgate.bench.load;

import java.util.concurrent.TimeUnit;

/** What a client noticed between two moments. */
final class Notices {
  private long lastServedNs;
  private long longestGapNs;
  private long asked;
  private long served;
  private long failed;

  Notices(long beginNs) {
    this.lastServedNs = beginNs;
  }

  void asked() {
    asked++;
  }

  void served(long nowNs) {
    longestGapNs = Math.max(longestGapNs, nowNs - lastServedNs);
    lastServedNs = nowNs;
    served++;
  }

  void failed() {
    failed++;
  }

  long underWay() {
    return asked - served - failed;
  }

  boolean isServed(int times) {
    return served >= times;
  }

  /** Counts from now on; what is under way counts when it ends. */
  void restart() {
    longestGapNs = 0;
    asked = underWay();
    served = 0;
    failed = 0;
  }

  void print(long nowNs, long broken, long hung, long lastEndNs) {
    long gapNs = Math.max(longestGapNs, nowNs - lastServedNs);
    System.out.printf(
        "REPORT asked=%d served=%d failed=%d outage=%d broken=%d hung=%d lastend=%d%n",
        asked,
        served,
        failed,
        TimeUnit.NANOSECONDS.toMicros(gapNs),
        broken,
        hung,
        TimeUnit.NANOSECONDS.toMicros(lastEndNs));
  }
}
