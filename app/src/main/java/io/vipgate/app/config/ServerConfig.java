package io.vipgate.app.config;

import io.vipgate.lb.pool.ServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * One server of a proxy ({@code proxy.NAME.servers.NAME}).
 *
 * @param name the server's name, unique in its proxy
 * @param address where it listens
 * @param dnsName the name whose address it follows; null to stay at {@code address}
 * @param weight its share, 0 to 256; 0 drains it
 * @param options what else is special about it
 */
public record ServerConfig(
    String name,
    Endpoint address,
    @Nullable String dnsName,
    int weight,
    @Written(flat = true) ServerOptions options) {

  /** A server with nothing special about it. */
  public ServerConfig(String name, Endpoint address, int weight) {
    this(name, address, null, weight, ServerOptions.DEFAULT);
  }

  /** The same at another address. */
  public ServerConfig withAddress(Endpoint other) {
    return new ServerConfig(name, other, dnsName, weight, options);
  }
}
