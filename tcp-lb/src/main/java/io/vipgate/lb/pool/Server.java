package io.vipgate.lb.pool;

import java.net.InetSocketAddress;

/**
 * One server behind a proxy.
 *
 * @param name unique within its pool
 * @param address a resolved address to connect to
 * @param weight {@value #MIN_WEIGHT} to {@value #MAX_WEIGHT}; a server of weight 0 gets no new
 *     connection while another one can
 */
public record Server(String name, InetSocketAddress address, int weight) {
  public static final int MIN_WEIGHT = 0;
  public static final int MAX_WEIGHT = 256;

  public Server {
    if (name.isBlank()) {
      throw new IllegalArgumentException("server name: value: '" + name + "' (expected: a name)");
    }
    if (address.isUnresolved() || address.getPort() == 0) {
      throw new IllegalArgumentException(
          name + ": address: value: " + address + " (expected: a resolved address and a port)");
    }
    if (weight < MIN_WEIGHT || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          name
              + ": weight: value: "
              + weight
              + " (expected: "
              + MIN_WEIGHT
              + ".."
              + MAX_WEIGHT
              + ")");
    }
  }

  /** A server of weight 1. */
  public Server(String name, InetSocketAddress address) {
    this(name, address, 1);
  }
}
