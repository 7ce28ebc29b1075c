package io.vipgate.app.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

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
   * The times of a virtual router (RFC 3768 section 6.1).
   *
   * @param skew from a master's clean stop to our takeover: (256 − priority) / 256 seconds
   * @param masterDown from a master's last advert to our takeover: 3 × advert interval + skew
   * @param lease how long a VIP outlives the process that should renew it
   */
  public record RouterTimings(
      VrrpConfig config, Duration skew, Duration masterDown, Duration lease) {}

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

  /**
   * Computes them.
   *
   * @param lease how long the VIPs of a virtual router outlive a process that stopped renewing them
   */
  public static EffectiveTimings of(VipgateConfig config, Function<VrrpConfig, Duration> lease) {
    return new EffectiveTimings(
        config.vrrp().stream().map(router -> router(router, lease.apply(router))).toList(),
        config.proxies().stream().map(EffectiveTimings::proxy).toList());
  }

  private static RouterTimings router(VrrpConfig router, Duration lease) {
    Duration skew = Duration.ofSeconds(256 - router.priority()).dividedBy(256);
    Duration masterDown = router.advertInterval().multipliedBy(3).plus(skew);
    return new RouterTimings(router, skew, masterDown, lease);
  }

  private static ProxyTimings proxy(ProxyConfig proxy) {
    CheckConfig check = proxy.check();
    return new ProxyTimings(
        proxy,
        check.interval().multipliedBy(check.fall()).plus(check.timeout()),
        check.interval().multipliedBy(check.rise()),
        proxy.connectTimeout().multipliedBy(proxy.retries() + 1L));
  }
}
