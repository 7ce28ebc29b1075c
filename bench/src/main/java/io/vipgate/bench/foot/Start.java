package io.vipgate.bench.foot;

import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Contender;
import io.vipgate.bench.contender.ProxyProcess;
import io.vipgate.bench.contender.Service;
import io.vipgate.bench.data.DataBed;
import io.vipgate.bench.load.StartTimer;
import io.vipgate.lab.Node;
import java.util.List;

/** From exec to the first accepted connection, with the configurations of the data path. */
final class Start {
  private Start() {}

  static void measure(Session session, String cell) {
    try (DataBed bed = DataBed.startOnly(session, List.of("vipgate", "haproxy-1t"))) {
      Node node = bed.proxy();
      String conf = node.directory().resolve("vipgate-proxy.conf").toString();
      measure(session, cell, bed, "vipgate", session.vipgate().with("run", "--config", conf));
      String cfg = node.directory().resolve("haproxy-1t.cfg").toString();
      measure(session, cell, bed, "haproxy-1t", List.of("haproxy", "-db", "-f", cfg));
    }
  }

  private static void measure(
      Session session, String cell, DataBed bed, String name, List<String> command) {
    Contender contender = bed.contender(name);
    if (contender instanceof ProxyProcess running) {
      running.close();
    }
    double[] times = new double[session.mode().rounds()];
    for (int i = 0; i < times.length; i++) {
      times[i] = StartTimer.measureMs(bed.proxy(), contender.endpoint(Service.HTTP), command);
    }
    session.cost(cell, name, "time", "ms", "StartTimer " + name, times);
  }
}
