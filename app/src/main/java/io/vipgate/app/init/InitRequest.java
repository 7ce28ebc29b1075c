package io.vipgate.app.init;

import io.vipgate.app.config.Cidr;
import io.vipgate.app.config.Endpoint;
import java.util.Map;
import java.util.Optional;

/** What an operator says of the node that he wants a configuration for. */
public sealed interface InitRequest {

  /** The apiservers by name, in the operator's order. */
  Map<String, Endpoint> servers();

  /**
   * A node that only balances.
   *
   * @param bind where its clients find it
   */
  record Worker(Map<String, Endpoint> servers, Endpoint bind) implements InitRequest {}

  /**
   * A node that may hold the virtual address.
   *
   * @param vip the virtual address
   * @param interfaceName that carries it; else the one whose network holds the address
   * @param port on the virtual address, 1 to 65535
   * @param virtualRouterId 1 to 255; else made of the address
   * @param priority 1 to 254; else by this node's place among the servers
   */
  record Master(
      Map<String, Endpoint> servers,
      Cidr vip,
      Optional<String> interfaceName,
      int port,
      Optional<Integer> virtualRouterId,
      Optional<Integer> priority)
      implements InitRequest {}
}
