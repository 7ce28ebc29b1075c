package io.vipgate.bench.contender;

import java.util.List;

/** No proxy: what the client, the server and the network can do by themselves. */
public record Direct(String server) implements Contender {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Endpoint endpoint(Service service) {
    return new Endpoint(server, service.ports().get(0));
  }

  @Override
  public List<Long> pids() {
    return List.of();
  }

  @Override
  public String settings() {
    return "no proxy";
  }
}
