package io.vipgate.bench.contender;

import java.util.List;

/** One way from the client node to the server node. */
public interface Contender {
  /** As in the tables, such as {@code haproxy-2t-splice}. */
  String name();

  /** Where clients reach the service. */
  Endpoint endpoint(Service service);

  /** Its processes; empty where there is no proxy. */
  List<Long> pids();

  /** Its configuration file, or a word in place of one. */
  String settings();

  /** An address and a port. */
  record Endpoint(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
