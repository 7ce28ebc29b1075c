package io.vipgate.app.config;

import java.util.List;

/**
 * The whole configuration; it has at least one virtual router or one proxy.
 *
 * @param vrrp the virtual routers, in the file's order; empty on workers
 * @param proxies the proxies, in the file's order
 * @param http where metrics, health and status are served
 * @param admin the admin socket
 * @param limits what the process may take
 * @param state what outlives a restart
 * @param lifeline how backups learn of a process's death
 * @param control how the thread that decides is scheduled
 * @param notifying who is told of changes of state
 */
public record VipgateConfig(
    List<VrrpConfig> vrrp,
    @Written(as = "proxy") List<ProxyConfig> proxies,
    HttpConfig http,
    AdminConfig admin,
    LimitsConfig limits,
    StateConfig state,
    LifelineConfig lifeline,
    ControlConfig control,
    @Written(as = "notify") NotifyConfig notifying) {
  public VipgateConfig {
    vrrp = List.copyOf(vrrp);
    proxies = List.copyOf(proxies);
  }
}
