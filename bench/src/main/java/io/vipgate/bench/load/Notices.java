package io.vipgate.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** What a client noticed between two moments. */
final class Notices {
  /** A request that is served, but not by then, is trouble. */
  static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A request that is not served by then has failed. */
  static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

  /** The servers' numbers are single digits. */
  private static final int SERVERS = 10;

  private final Deque<RequestProbe> underWay = new ArrayDeque<>();
  private final long[] servedByNs = new long[SERVERS];
  private long lastServedNs;
  private long longestGapNs;
  private long troubleNs;
  private long asked;
  private long served;
  private long failed;

  Notices(long beginNs) {
    lastServedNs = beginNs;
    troubleNs = beginNs;
  }

  void asked(RequestProbe probe) {
    asked++;
    underWay.addLast(probe);
  }

  void served(long askedNs, long nowNs, int server) {
    longestGapNs = Math.max(longestGapNs, nowNs - lastServedNs);
    lastServedNs = nowNs;
    served++;
    if (server > 0 && server < SERVERS) {
      servedByNs[server] = nowNs;
    }
    if (nowNs - askedNs > LATE_NS) {
      troubled(askedNs);
    }
  }

  void failed(long askedNs) {
    failed++;
    troubled(askedNs);
  }

  private void troubled(long askedNs) {
    troubleNs = Math.max(troubleNs, askedNs);
  }

  /** Gives up what has waited too long, and takes note of what is late. */
  void tick(long nowNs) {
    while (!underWay.isEmpty() && isDone(underWay.getFirst(), nowNs)) {
      underWay.removeFirst();
    }
    for (RequestProbe probe : underWay) {
      if (nowNs - probe.askedNs() <= LATE_NS) {
        return;
      }
      if (!probe.isDecided()) {
        troubled(probe.askedNs());
      }
    }
  }

  private static boolean isDone(RequestProbe probe, long nowNs) {
    if (!probe.isDecided() && nowNs - probe.askedNs() > PATIENCE_NS) {
      probe.giveUp(nowNs);
    }
    return probe.isDecided();
  }

  long underWay() {
    return asked - served - failed;
  }

  boolean isServed(int times) {
    return served >= times;
  }

  /** When the last request was begun that failed, was late, or is by now. */
  long troubleNs() {
    return troubleNs;
  }

  /** How many servers have served within that time. */
  int servers(long withinNs, long nowNs) {
    int servers = 0;
    for (long servedNs : servedByNs) {
      if (servedNs != 0 && nowNs - servedNs <= withinNs) {
        servers++;
      }
    }
    return servers;
  }

  /** Counts from now on; what is under way counts when it ends. */
  void restart() {
    longestGapNs = 0;
    asked = underWay();
    served = 0;
    failed = 0;
  }

  /** The longest time without a served request, the one that still lasts included. */
  long outageNs(long nowNs) {
    return Math.max(longestGapNs, nowNs - lastServedNs);
  }

  /** Those that are under way, and late, have failed, too. */
  long failed(long nowNs, long lateNs) {
    return failed
        + underWay.stream().filter(p -> !p.isDecided() && nowNs - p.askedNs() > lateNs).count();
  }

  long asked() {
    return asked;
  }

  long served() {
    return served;
  }
}
