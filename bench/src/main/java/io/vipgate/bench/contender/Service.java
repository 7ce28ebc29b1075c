package io.vipgate.bench.contender;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the server node offers, and every contender passes on.
 *
 * <p>A contender listens for service {@code s} on its base port plus the service's offset.
 */
public enum Service {
  /** HTTP from one server. */
  HTTP(0, 8081, 1),
  /** HTTP from three servers by turns. */
  HTTP_OF_THREE(1, 8081, 3),
  /** HTTPS with HTTP/2. */
  TLS(2, 6443, 1),
  /** An iperf3 server. */
  BULK(3, 5201, 1),
  /** Long streams with an event a second, see {@link io.vipgate.bench.load.EventServer}. */
  EVENTS(4, 7001, 1);

  /** Where the server node answers checks, whatever else it does. */
  public static final int CHECK_PORT = 8099;

  private final int offset;
  private final int firstPort;
  private final int servers;

  Service(int offset, int firstPort, int servers) {
    this.offset = offset;
    this.firstPort = firstPort;
    this.servers = servers;
  }

  /** Ports on the server node. */
  public List<Integer> ports() {
    return IntStream.range(firstPort, firstPort + servers).boxed().toList();
  }

  /** Where a contender of this base port listens for it. */
  int portFrom(int basePort) {
    return basePort + offset;
  }
}
