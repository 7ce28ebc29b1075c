package io.vipgate.app.config;

import io.vipgate.vrrp.router.Timers;
import java.time.Duration;
import java.util.List;

/**
 * What the configured times amount to.
 *
 * @param routers one a virtual router, in the configuration's order
 * @param proxies one a proxy, in the configuration's order
 */
public record EffectiveTimings(List<RouterTimings> routers, List<ProxyTimings> proxies) {
  public EffectiveTimings {
    routers = List.copyOf(routers);
    proxies = List.copyOf(proxies);
  }

  /**
   * The times of a virtual router, as {@link Timers} has them, next to a master that advertises as
   * often as we do.
   *
   * @param skew from a master's clean stop to our takeover
   * @param masterDown from a master's last advert to our takeover
   * @param lease how long a VIP outlives the process that should renew it, but for the kernel's lag
   * @param leaseOverInTime whether that is over before any peer takes over
   */
  public record RouterTimings(
      VrrpConfig config,
      Duration skew,
      Duration masterDown,
      Duration lease,
      boolean leaseOverInTime) {}

  /**
   * The times of a proxy.
   *
   * @param ejected from a server's death to its being out of rotation, at most: interval × fall +
   *     timeout
   * @param returned from a server's recovery to its being back, about: interval × rise
   * @param connectBudget from a client's connect to our giving up, at most: connect-timeout ×
   *     (retries + 1)
   */
  public record ProxyTimings(
      ProxyConfig config, Duration ejected, Duration returned, Duration connectBudget) {}

  /** Computes them. */
  public static EffectiveTimings of(VipgateConfig config) {
    return new EffectiveTimings(
        config.vrrp().stream().map(EffectiveTimings::router).toList(),
        config.proxies().stream().map(EffectiveTimings::proxy).toList());
  }

  private static RouterTimings router(VrrpConfig router) {
    long intervalNs = router.advertInterval().toNanos();
    Timers timers = new Timers(router.version(), router.priority(), intervalNs);
    return new RouterTimings(
        router,
        Duration.ofNanos(timers.skewNs(intervalNs)),
        Duration.ofNanos(timers.masterDownNs(intervalNs)),
        Duration.ofSeconds(timers.leaseSeconds()),
        timers.isLeaseOverInTime());
  }

  private static ProxyTimings proxy(ProxyConfig proxy) {
    CheckConfig check = proxy.check();
    return new ProxyTimings(
        proxy,
        Ejection.of(check).atMost(),
        check.interval().multipliedBy(check.rise()),
        proxy.connectTimeout().multipliedBy(proxy.retries() + 1L));
  }
}
