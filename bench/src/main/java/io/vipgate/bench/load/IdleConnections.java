package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;

/** Connections that are held open and do nothing. */
public final class IdleConnections implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LabProcess process;
  private final int connections;

  private IdleConnections(LabProcess process, int connections) {
    this.process = process;
    this.connections = connections;
  }

  /** Opens them; returns when each has been served once. */
  public static IdleConnections open(Node client, Endpoint endpoint, int connections) {
    LabProcess process =
        JavaProgram.start(
            client,
            IdleClient.class,
            List.of(
                endpoint.host(), Integer.toString(endpoint.port()), Integer.toString(connections)));
    IdleConnections idle = new IdleConnections(process, connections);
    idle.check(0);
    return idle;
  }

  /** Has each ask again; throws {@link LoadException} unless all are served. */
  public void ask() {
    int mark = process.log().mark();
    process.tell("ask");
    check(mark);
  }

  private void check(int mark) {
    Report report = Report.in(process.log().await(Report.LINE, mark, PATIENCE).text());
    if (report.get("open") != connections || report.get("answered") != connections) {
      throw new LoadException(
          "idle: value: %s (expected: %d open and answered)".formatted(report, connections));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
