package io.vipgate.bench.contender;

import io.vipgate.lab.LabProcess;
import java.util.List;

/** A proxy that runs on the proxy node and listens there for every service. */
public record ProxyProcess(
    String name, String host, int basePort, String settings, LabProcess process)
    implements Contender, AutoCloseable {
  @Override
  public Endpoint endpoint(Service service) {
    return new Endpoint(host, service.portFrom(basePort));
  }

  @Override
  public List<Long> pids() {
    return Usage.tree(process.pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
