package io.vipgate.app.proxy;

import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.FrontendStats;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One proxy at one moment, for people.
 *
 * @param name as configured
 * @param listening where it listens
 * @param stats of all its servers
 * @param rebalance what is done about servers that have more than their share
 * @param servers in the order of the configuration
 */
public record ProxyStatus(
    String name,
    List<InetSocketAddress> listening,
    FrontendStats stats,
    RebalanceState rebalance,
    List<ServerStatus> servers) {

  /**
   * One server.
   *
   * @param weight as configured, or as the operator has set it
   * @param tier 0 for those that come first
   * @param order what the operator wants of it
   * @param check the last check's result in words
   * @param warnings what is wrong with its certificate, or soon will be
   */
  public record ServerStatus(
      String name,
      InetSocketAddress address,
      int weight,
      int tier,
      ServerState state,
      Order order,
      String check,
      List<String> warnings) {}
}
