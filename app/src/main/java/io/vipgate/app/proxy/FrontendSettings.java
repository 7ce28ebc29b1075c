package io.vipgate.app.proxy;

import io.vipgate.app.config.ConnectionConfig;
import io.vipgate.app.config.Endpoint;
import io.vipgate.app.config.ProxyConfig;
import io.vipgate.app.config.TcpConfig;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.proxy.Admission;
import io.vipgate.lb.proxy.Cidr;
import io.vipgate.lb.proxy.ConnectionLog;
import io.vipgate.lb.proxy.FrontendConfig;
import io.vipgate.lb.proxy.ListenOptions;
import io.vipgate.lb.proxy.TcpOptions;
import io.vipgate.lb.proxy.Timeouts;
import java.util.List;

/** From a proxy as configured to what its frontend goes by. */
final class FrontendSettings {
  private FrontendSettings() {}

  static FrontendConfig of(ProxyConfig config, ProxyResources shared) {
    ConnectionConfig connections = config.connections();
    return new FrontendConfig(
        config.name(),
        config.binds().stream().map(Endpoint::socketAddress).toList(),
        balancer(config),
        config.connectTimeout().toNanos(),
        config.retries(),
        new ListenOptions(connections.backlog(), connections.reusePort()),
        tcp(connections.tcp()),
        admission(connections, shared),
        timeouts(connections),
        log(connections, shared));
  }

  /** The configuration was checked against this very list. */
  static BalancerType balancer(ProxyConfig config) {
    return BalancerType.of(config.balance()).orElseThrow();
  }

  private static TcpOptions tcp(TcpConfig tcp) {
    return new TcpOptions(
        tcp.keepaliveIdle(),
        tcp.keepaliveInterval(),
        tcp.keepaliveProbes(),
        tcp.userTimeout(),
        tcp.congestion());
  }

  private static Admission admission(ConnectionConfig connections, ProxyResources shared) {
    return new Admission(
        connections.maxConnections(),
        shared.limit(),
        connections.acceptRate(),
        networks(connections.allow()),
        networks(connections.deny()),
        networks(connections.acceptProxyFrom()));
  }

  private static List<Cidr> networks(List<io.vipgate.app.config.Cidr> configured) {
    return configured.stream().map(cidr -> new Cidr(cidr.address(), cidr.prefixLength())).toList();
  }

  private static Timeouts timeouts(ConnectionConfig connections) {
    return new Timeouts(
        connections.queueTimeout().toNanos(),
        connections.clientTimeout().toNanos(),
        connections.serverTimeout().toNanos(),
        connections.tunnelTimeout().toNanos(),
        connections.halfCloseTimeout().toNanos());
  }

  private static ConnectionLog log(ConnectionConfig connections, ProxyResources shared) {
    return connections.log() == null
        ? ConnectionLog.OFF
        : shared.connectionLog().in(connections.log());
  }
}
