package io.vipgate.bench.foot;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Contender;
import io.vipgate.bench.contender.Memory;
import io.vipgate.bench.contender.Service;
import io.vipgate.bench.data.DataBed;
import io.vipgate.bench.load.IdleConnections;
import io.vipgate.bench.load.LoadException;
import io.vipgate.lab.LabException;
import java.util.List;

/**
 * Resident memory while connections are held; all of them are served before and after. Each
 * contender has time to settle first, when nothing is connected yet and when all are.
 */
final class Connections {
  /**
   * A worker gives back what a storm needed within 10 s; as long again, and checks have taken what
   * they need of it.
   */
  private static final long SETTLE_MS = 20_000;

  private static final List<String> CONTENDERS =
      List.of("vipgate", "haproxy-1t", "haproxy-2t", "nginx-1w");

  private Connections() {}

  static void measure(Session session, String cell, int connections) {
    List<String> contenders = session.mode().isFull() ? CONTENDERS : CONTENDERS.subList(0, 2);
    try (DataBed bed = DataBed.startOnly(session, contenders)) {
      Pause.ms(SETTLE_MS);
      for (String name : contenders) {
        try {
          measure(session, cell, bed, bed.contender(name), connections);
        } catch (LoadException | LabException e) {
          session.problem(cell, name, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static void measure(
      Session session, String cell, DataBed bed, Contender contender, int connections) {
    var endpoint = contender.endpoint(Service.HTTP);
    double before = Memory.residentMib(contender.pids());
    try (IdleConnections idle = IdleConnections.open(bed.client(), endpoint, connections)) {
      Pause.ms(SETTLE_MS);
      double after = Memory.residentMib(contender.pids());
      idle.ask();
      String command = "IdleClient %s %d".formatted(endpoint, connections);
      session.cost(cell, contender.name(), "resident", "MiB", command, after);
      session.cost(
          cell,
          contender.name(),
          "each",
          "KiB",
          command,
          Math.max(0, after - before) * 1024 / connections);
    }
  }
}
