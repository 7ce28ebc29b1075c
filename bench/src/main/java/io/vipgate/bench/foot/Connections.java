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
import java.util.ArrayList;
import java.util.List;

/**
 * Resident memory while connections are held; all of them are served before and after. Contenders
 * have time to settle first: two at a time, since the server has a connection for each of theirs.
 */
final class Connections {
  /**
   * A worker gives back what a storm needed within 10 s; as long again, and checks have taken what
   * they need of it.
   */
  private static final long SETTLE_MS = 20_000;

  private static final long SETTLE_IN_A_HURRY_MS = 12_000;
  private static final int AT_A_TIME = 2;

  private static final List<String> CONTENDERS =
      List.of("vipgate", "haproxy-1t", "haproxy-2t", "nginx-1w");

  private final Session session;
  private final String cell;
  private final DataBed bed;
  private final int connections;

  private Connections(Session session, String cell, DataBed bed, int connections) {
    this.session = session;
    this.cell = cell;
    this.bed = bed;
    this.connections = connections;
  }

  /** Of one contender, and what it had before they came. */
  private record Held(
      Contender contender, String command, double beforeMib, IdleConnections idle) {}

  static void measure(Session session, String cell, int connections) {
    boolean isFull = session.mode().isFull();
    List<String> contenders = isFull ? CONTENDERS : CONTENDERS.subList(0, AT_A_TIME);
    try (DataBed bed = DataBed.startOnly(session, contenders)) {
      var held = new Connections(session, cell, bed, connections);
      if (isFull) {
        Pause.ms(SETTLE_MS);
      }
      for (int i = 0; i < contenders.size(); i += AT_A_TIME) {
        held.measure(contenders.subList(i, i + AT_A_TIME));
      }
    }
  }

  private void measure(List<String> contenders) {
    List<Held> all = new ArrayList<>();
    try {
      contenders.forEach(name -> attempt(name, () -> all.add(open(bed.contender(name)))));
      Pause.ms(session.mode().isFull() ? SETTLE_MS : SETTLE_IN_A_HURRY_MS);
      all.forEach(held -> attempt(held.contender.name(), () -> record(held)));
    } finally {
      all.forEach(held -> held.idle.close());
    }
  }

  private void attempt(String contender, Runnable step) {
    try {
      step.run();
    } catch (LoadException | LabException e) {
      session.problem(cell, contender, String.valueOf(e.getMessage()));
    }
  }

  private Held open(Contender contender) {
    var endpoint = contender.endpoint(Service.HTTP);
    double before = Memory.residentMib(contender.pids());
    return new Held(
        contender,
        "IdleClient %s %d".formatted(endpoint, connections),
        before,
        IdleConnections.open(bed.client(), endpoint, connections));
  }

  private void record(Held held) {
    String name = held.contender.name();
    double after = Memory.residentMib(held.contender.pids());
    held.idle.ask();
    session.cost(cell, name, "resident", "MiB", held.command, after);
    session.cost(
        cell,
        name,
        "each",
        "KiB",
        held.command,
        Math.max(0, after - held.beforeMib) * 1024 / connections);
  }
}
