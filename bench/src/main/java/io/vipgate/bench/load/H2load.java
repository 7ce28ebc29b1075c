package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.lab.Command;
import io.vipgate.lab.Node;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/2 requests over TLS by h2load, end to end through a proxy that sees TLS only. */
public final class H2load implements Load {
  private static final String CLIENTS = "16";
  private static final String STREAMS = "4";
  private static final int IN_FLIGHT = 16 * 4;

  // "requests: 9000 total, 9000 started, 9000 done, 9000 succeeded, 0 failed, 0 errored, 0 timeout"
  private static final Pattern REQUESTS =
      Pattern.compile("(\\d+) done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored");

  private final Node client;
  private final HttpServer server;

  public H2load(Node client, HttpServer server) {
    this.client = client;
    this.server = server;
  }

  @Override
  public LoadReport run(Endpoint endpoint, int seconds) {
    List<String> command =
        List.of(
            "h2load",
            "-c",
            CLIENTS,
            "-m",
            STREAMS,
            "-D",
            Integer.toString(seconds),
            "https://" + endpoint + "/256");
    HttpServer.Counters before = server.counters();
    Command.Result result = client.attempt(command.toArray(String[]::new)).orThrow();
    HttpServer.Counters served = server.counters().since(before);
    return check(String.join(" ", command), result.out(), served.requests(), seconds);
  }

  private static LoadReport check(String command, String out, long atServer, int seconds) {
    Matcher counts = REQUESTS.matcher(out);
    if (!counts.find()) {
      throw new LoadException(command + ": value: " + out + " (expected: h2load's report)");
    }
    long succeeded = Long.parseLong(counts.group(2));
    long bad = Long.parseLong(counts.group(3)) + Long.parseLong(counts.group(4));
    if (bad > 0 || succeeded == 0) {
      throw new LoadException(
          "%s: value: %d bad of %d (expected: none)".formatted(command, bad, succeeded));
    }
    if (atServer < succeeded || atServer > succeeded + IN_FLIGHT + 1) {
      throw new LoadException(
          "%s: value: %d at the client, %d at the server (expected: the same)"
              .formatted(command, succeeded, atServer));
    }
    return new LoadReport(command, succeeded, seconds, 0, 0);
  }
}
