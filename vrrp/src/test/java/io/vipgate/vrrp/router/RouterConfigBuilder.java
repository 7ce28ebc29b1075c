package io.vipgate.vrrp.router;

import static io.vipgate.vrrp.packet.Packets.address;

import io.vipgate.vrrp.packet.Authentication;
import io.vipgate.vrrp.packet.VrrpVersion;
import io.vipgate.vrrp.router.RouterConfig.Delays;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Virtual router 88 with one address, of version 2 and priority 100, at 10.0.0.2, except for what a
 * test says of it. In version 2 it has a password.
 */
public final class RouterConfigBuilder {
  private String name = "apiserver";
  private VrrpVersion version = VrrpVersion.V2;
  private int virtualRouterId = 88;
  private int priority = 100;
  private boolean preempt = true;
  private long advertIntervalNs = TimeUnit.SECONDS.toNanos(1);
  private List<InetAddress> addresses = List.of(address("10.32.255.99"));
  private InetAddress localAddress = address("10.0.0.2");
  private Delays delays = Delays.NONE;
  private Claims claims = Claims.PLAIN;

  private RouterConfigBuilder() {}

  public static RouterConfigBuilder routerConfig() {
    return new RouterConfigBuilder();
  }

  public RouterConfigBuilder name(String value) {
    name = value;
    return this;
  }

  public RouterConfigBuilder version(VrrpVersion value) {
    version = value;
    return this;
  }

  public RouterConfigBuilder virtualRouterId(int value) {
    virtualRouterId = value;
    return this;
  }

  public RouterConfigBuilder priority(int value) {
    priority = value;
    return this;
  }

  public RouterConfigBuilder preempt(boolean value) {
    preempt = value;
    return this;
  }

  public RouterConfigBuilder advertIntervalNs(long value) {
    advertIntervalNs = value;
    return this;
  }

  public RouterConfigBuilder addresses(InetAddress... values) {
    addresses = List.of(values);
    return this;
  }

  public RouterConfigBuilder localAddress(InetAddress value) {
    localAddress = value;
    return this;
  }

  public RouterConfigBuilder delays(long preemptNs, long startupNs) {
    delays = new Delays(preemptNs, startupNs);
    return this;
  }

  public RouterConfigBuilder claims(Claims value) {
    claims = value;
    return this;
  }

  public RouterConfig build() {
    return new RouterConfig(
        name,
        version,
        virtualRouterId,
        priority,
        preempt,
        advertIntervalNs,
        addresses,
        localAddress,
        version == VrrpVersion.V2 ? Authentication.pass("1111") : Authentication.NONE,
        delays,
        claims);
  }
}
