package io.vipgate.bench.load;

import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.lab.Command;
import io.vipgate.lab.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * HTTP requests by wrk, as many as go through.
 *
 * <p>Its report is the line that {@code wrk.lua} prints; the server's own counters must know of as
 * many requests (or connections, where each request has one of its own).
 */
public final class Wrk implements Load {
  /** Connections that are open at a time. */
  private static final int CONNECTIONS = 64;

  /** A round whose rate of answers ends a little early, and the counters' own request. */
  private static final double TOLERANCE = 1.02;

  private static final double US_PER_S = 1e6;

  private final Node client;
  private final Path script;
  private final boolean connectionEach;
  private final HttpServer server;

  private Wrk(Node client, boolean connectionEach, HttpServer server) {
    this.client = client;
    this.script = client.write("wrk.lua", Resources.text("wrk.lua"));
    this.connectionEach = connectionEach;
    this.server = server;
  }

  /** Requests over 64 connections that stay. */
  public static Wrk requests(Node client, HttpServer server) {
    return new Wrk(client, false, server);
  }

  /** A connection for each request, 64 at a time. */
  public static Wrk shortConnections(Node client, HttpServer server) {
    return new Wrk(client, true, server);
  }

  @Override
  public LoadReport run(Endpoint endpoint, int seconds) {
    HttpServer.Counters before = server.counters();
    List<String> command = command(endpoint, seconds);
    Command.Result result = client.attempt(command.toArray(String[]::new)).orThrow();
    HttpServer.Counters served = server.counters().since(before);
    return check(String.join(" ", command), Report.in(result.out()), served);
  }

  private List<String> command(Endpoint endpoint, int seconds) {
    List<String> command =
        new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s"));
    if (connectionEach) {
      command.addAll(List.of("-H", "Connection: close"));
    }
    command.addAll(List.of("-s", script.toString(), "http://" + endpoint + "/256"));
    return command;
  }

  private LoadReport check(String command, Report report, HttpServer.Counters served) {
    long requests = report.get("requests");
    long bytes = report.get("bytes");
    long errors = report.get("errors");
    if (errors > 0 || requests == 0) {
      throw new LoadException(
          "%s: value: %d errors, %d answers (expected: no error)"
              .formatted(command, errors, requests));
    }
    if (bytes < requests * HttpServer.BODY_BYTES) {
      throw new LoadException(
          "%s: value: %d bytes in %d answers (expected: %d in each body)"
              .formatted(command, bytes, requests, HttpServer.BODY_BYTES));
    }
    long atServer = connectionEach ? served.accepts() : served.requests();
    if (atServer < requests || atServer > requests * TOLERANCE + 2 * CONNECTIONS) {
      throw new LoadException(
          "%s: value: %d at the client, %d at the server (expected: the same)"
              .formatted(command, requests, atServer));
    }
    return new LoadReport(
        command, requests, report.get("us") / US_PER_S, report.get("p50"), report.get("p99"));
  }
}
