package io.vipgate.bench.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.bench.contender.Service;
import io.vipgate.lab.Command;
import io.vipgate.lab.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Bulk transfer by iperf3, one process at each end.
 *
 * <p>What counts are bytes that were received in time; the sender's report must agree, and also say
 * that it ended in order. A sender goes on until it is told that time is up, and what the receiver
 * gets from then on it does not count: so each end's bytes are taken over its own seconds.
 */
public final class Iperf implements Load {
  /** What is in sockets and in the proxy when time is up, up to some 20 MB a stream. */
  private static final double IN_FLIGHT = 0.35;

  private static final int ATTEMPTS = 20;

  private final Node client;
  private final int streams;
  private final boolean towardsClient;

  public Iperf(Node client, int streams, boolean towardsClient) {
    this.client = client;
    this.streams = streams;
    this.towardsClient = towardsClient;
  }

  /** Starts the other end. */
  public static void serve(Node server) {
    server.start(
        "iperf3",
        List.of("iperf3", "-s", "-B", server.address(), "-p", "" + Service.BULK.ports().get(0)));
  }

  @Override
  public LoadReport run(Endpoint endpoint, int seconds) {
    List<String> command =
        new ArrayList<>(
            List.of("iperf3", "-c", endpoint.host(), "-p", Integer.toString(endpoint.port())));
    command.addAll(List.of("-t", Integer.toString(seconds), "-P", Integer.toString(streams)));
    if (towardsClient) {
      command.add("-R");
    }
    command.add("--json");
    return report(String.join(" ", command), attempt(command));
  }

  private Config attempt(List<String> command) {
    String error = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      Command.Result result = client.attempt(command.toArray(String[]::new));
      Config json = ConfigFactory.parseString(result.out());
      if (result.succeeded()) {
        return json;
      }
      error = json.hasPath("error") ? json.getString("error") : result.err();
      // The server takes a moment from the end of one test to the next, and is alone.
      if (!error.contains("busy")) {
        break;
      }
    }
    throw new LoadException(String.join(" ", command) + ": value: " + error + " (expected: done)");
  }

  private static LoadReport report(String command, Config json) {
    try {
      double sent = json.getDouble("end.sum_sent.bytes");
      double received = json.getDouble("end.sum_received.bytes");
      double seconds = json.getDouble("end.sum_received.seconds");
      double sentInTime =
          sent * seconds / Math.max(seconds, json.getDouble("end.sum_sent.seconds"));
      if (received <= 0 || received < sentInTime * (1 - IN_FLIGHT) || received > sent) {
        throw new LoadException(
            "%s: value: %.0f bytes sent in time, %.0f of all, %.0f received (expected: the same)"
                .formatted(command, sentInTime, sent, received));
      }
      return new LoadReport(command, received, seconds, 0, 0);
    } catch (ConfigException e) {
      throw new LoadException(
          command + ": value: " + e.getMessage() + " (expected: iperf3's JSON)");
    }
  }
}
