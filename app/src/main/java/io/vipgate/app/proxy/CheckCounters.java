package io.vipgate.app.proxy;

import io.vipgate.app.count.CountsBy;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import java.util.concurrent.atomic.AtomicLong;

/** Results of one server's checks since the start. Written by the control thread, read by any. */
public final class CheckCounters {
  private final CountsBy<Reason> results = new CountsBy<>(Reason.class);
  private final AtomicLong durationNs = new AtomicLong();

  void add(ProbeResult result) {
    results.add(result.reason());
    durationNs.addAndGet(result.durationNs());
  }

  public CountsBy<Reason> results() {
    return results;
  }

  /** Sum of all durations, nanoseconds. */
  public long durationNs() {
    return durationNs.get();
  }
}
