package io.vipgate.app.config;

/**
 * How open connections follow the servers (flat keys of {@code proxy.NAME}).
 *
 * @param perMinute connections that are closed in a minute after a recovery; 0 for none
 * @param tolerance by how many per cent of its share a server may have more
 */
public record RebalanceConfig(
    @Written(as = "rebalance-per-minute") int perMinute,
    @Written(as = "rebalance-tolerance") int tolerance) {
  public static final RebalanceConfig OFF = new RebalanceConfig(0, 10);
}
