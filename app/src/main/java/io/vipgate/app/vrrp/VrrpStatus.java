package io.vipgate.app.vrrp;

import io.vipgate.app.config.VrrpConfig;
import io.vipgate.vrrp.router.RouterSnapshot;
import io.vipgate.vrrp.router.State;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One instance at one moment, for people.
 *
 * @param config as configured
 * @param priority what it ranks as now
 * @param tracked what is known of each thing that it tracks: name and words
 * @param state INITIALIZE while the interface cannot be used
 * @param link the interface in words: {@code bond0 10.32.137.20} or why it cannot be used
 * @param master the master's address and priority; null if none is known
 * @param sinceSeconds seconds since the last change of state
 * @param lastHeardSeconds seconds since a peer's advertisement was believed
 * @param disagreements peers whose configuration differs from ours, newest last; in words
 */
public record VrrpStatus(
    VrrpConfig config,
    int priority,
    Map<String, String> tracked,
    State state,
    String link,
    @Nullable String master,
    double sinceSeconds,
    OptionalDouble lastHeardSeconds,
    List<String> disagreements) {

  /**
   * Puts what an instance knows into words.
   *
   * @param router null while the interface cannot be used
   * @param lastTransitionNs by the clock of {@code nowNs}, as are the router's times
   */
  static VrrpStatus of(
      VrrpConfig config,
      int priority,
      Map<String, String> tracked,
      State state,
      String link,
      @Nullable RouterSnapshot router,
      long lastTransitionNs,
      List<String> disagreements,
      long nowNs) {
    return new VrrpStatus(
        config,
        priority,
        tracked,
        state,
        link,
        router == null ? null : inWords(router.master()),
        seconds(nowNs - lastTransitionNs),
        router == null ? OptionalDouble.empty() : ago(router.lastSeenNs(), nowNs),
        disagreements);
  }

  private static @Nullable String inWords(RouterSnapshot.@Nullable Master master) {
    return master == null
        ? null
        : master.address().getHostAddress() + " (priority " + master.priority() + ")";
  }

  private static OptionalDouble ago(OptionalLong atNs, long nowNs) {
    return atNs.isPresent()
        ? OptionalDouble.of(seconds(nowNs - atNs.getAsLong()))
        : OptionalDouble.empty();
  }

  private static double seconds(long ns) {
    return ns / 1e9;
  }
}
