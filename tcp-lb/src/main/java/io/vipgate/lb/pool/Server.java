package io.vipgate.lb.pool;

import java.net.InetSocketAddress;

/**
 * One server behind a proxy.
 *
 * @param name unique within its pool
 * @param address where to connect to; as long as it is unresolved the server gets no connection
 * @param weight {@value #MIN_WEIGHT} to {@value #MAX_WEIGHT}; a server of weight 0 gets no new
 *     connection while another one can
 * @param options what else is special about it
 */
public record Server(String name, InetSocketAddress address, int weight, ServerOptions options) {
  public static final int MIN_WEIGHT = 0;
  public static final int MAX_WEIGHT = 256;

  public Server {
    if (name.isBlank()) {
      throw new IllegalArgumentException("server name: value: '" + name + "' (expected: a name)");
    }
    if (address.getPort() == 0) {
      throw new IllegalArgumentException(
          name + ": address: value: " + address + " (expected: an address and a port)");
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

  /** A server with nothing special about it. */
  public Server(String name, InetSocketAddress address, int weight) {
    this(name, address, weight, ServerOptions.DEFAULT);
  }

  /** A server of weight 1. */
  public Server(String name, InetSocketAddress address) {
    this(name, address, 1);
  }

  /**
   * Of the name alone, which tells a pool's servers apart. What a record is given instead is put
   * together at run time, at the first call: on the way to the first connection.
   */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  public Server withAddress(InetSocketAddress other) {
    return new Server(name, other, weight, options);
  }

  public Server withWeight(int other) {
    return new Server(name, address, other, options);
  }

  public Server withOptions(ServerOptions other) {
    return new Server(name, address, weight, other);
  }
}
