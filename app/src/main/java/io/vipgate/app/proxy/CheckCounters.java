package io.vipgate.app.proxy;

import io.vipgate.app.count.CountsBy;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.ServerCertificate;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Results of one server's checks since the start. Written by the control thread, read by any. */
public final class CheckCounters {
  private final CountsBy<Reason> results = new CountsBy<>(Reason.class);
  private final AtomicLong durationNs = new AtomicLong();
  private volatile @Nullable ServerCertificate certificate;

  void add(ProbeResult result) {
    results.add(result.reason());
    durationNs.addAndGet(result.durationNs());
    certificate = result.certificate();
  }

  /** What the server showed last; null if none is known. */
  public @Nullable ServerCertificate certificate() {
    return certificate;
  }

  public CountsBy<Reason> results() {
    return results;
  }

  /** Sum of all durations, nanoseconds. */
  public long durationNs() {
    return durationNs.get();
  }
}
