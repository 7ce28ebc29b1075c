package io.vipgate.app.reload;

import java.util.concurrent.atomic.AtomicLong;

/** How reloads went; one writer, any number of readers. */
public final class ReloadHistory {
  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private volatile boolean lastSucceeded = true;
  private volatile double appliedAtSeconds;

  /**
   * @param startedAtSeconds when the first configuration came into force, seconds since 1970
   */
  public ReloadHistory(double startedAtSeconds) {
    appliedAtSeconds = startedAtSeconds;
  }

  /** Takes note of one. */
  public void add(ReloadResult result, double nowSeconds) {
    lastSucceeded = result instanceof ReloadResult.Applied;
    if (lastSucceeded) {
      appliedAtSeconds = nowSeconds;
      applied.incrementAndGet();
    } else {
      rejected.incrementAndGet();
    }
  }

  public long applied() {
    return applied.get();
  }

  public long rejected() {
    return rejected.get();
  }

  /** Whether the last one was applied; true as well if there was none. */
  public boolean lastSucceeded() {
    return lastSucceeded;
  }

  /** Since when the configuration is in force, seconds since 1970. */
  public double appliedAtSeconds() {
    return appliedAtSeconds;
  }
}
