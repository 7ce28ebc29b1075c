package io.vipgate.app.proxy;

import io.vipgate.health.CheckSpec;
import io.vipgate.health.HealthChecker;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which servers of one proxy are checked now, and how. For any thread, one after the other. */
final class Watchlist {
  private final String proxy;
  private final Map<String, CheckSpec> watched = new HashMap<>();
  private @Nullable HealthChecker checker;

  Watchlist(String proxy) {
    this.proxy = proxy;
  }

  /**
   * Has servers checked from now on.
   *
   * @param wanted by server; asked for when it is this change's turn, so that the last one counts
   */
  synchronized void watch(HealthChecker by, Supplier<Map<String, CheckSpec>> wanted) {
    checker = by;
    Map<String, CheckSpec> next = wanted.get();
    watched.keySet().stream()
        .filter(server -> !next.containsKey(server))
        .forEach(server -> by.forget(target(server)));
    next.forEach(
        (server, spec) -> {
          if (!spec.equals(watched.get(server))) {
            by.watch(target(server), spec);
          }
        });
    watched.clear();
    watched.putAll(next);
  }

  /** As {@link #watch}, if any are checked at all. */
  synchronized void renew(Supplier<Map<String, CheckSpec>> wanted) {
    if (checker != null) {
      watch(checker, wanted);
    }
  }

  /** Has no server checked any more. */
  synchronized void forget(HealthChecker by) {
    checker = null;
    watched.keySet().forEach(server -> by.forget(target(server)));
    watched.clear();
  }

  private String target(String server) {
    return new Target(proxy, server).toString();
  }
}
