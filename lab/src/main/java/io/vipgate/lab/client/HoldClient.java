package io.vipgate.lab.client;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;

/** Holds idle TCP connections from within a node, and opens again those that end. */
public final class HoldClient implements AutoCloseable {
  private final LabProcess process;
  private final int connections;
  private volatile int open;

  private HoldClient(Node node, String host, int port, int connections) {
    this.connections = connections;
    this.process =
        ClientProgram.start(
            node,
            "hold",
            HoldLoop.class,
            List.of(host, Integer.toString(port), Integer.toString(connections)),
            this::onLine);
  }

  /** Starts it, and does not wait. */
  public static HoldClient start(Node node, String host, int port, int connections) {
    return new HoldClient(node, host, port, connections);
  }

  private void onLine(String line) {
    if (line.startsWith(HoldLoop.OPEN)) {
      open = Integer.parseInt(line.substring(HoldLoop.OPEN.length()));
    }
  }

  /** Waits until all connections are open, though some may have ended since. */
  public void awaitOpen(Duration deadline) {
    Await.until(
        connections + " connections are open",
        deadline,
        () -> open == connections,
        () -> process.log().tail());
  }

  @Override
  public void close() {
    process.close();
  }
}
