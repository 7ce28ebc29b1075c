package io.vipgate.bench.scale;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Contender.Endpoint;
import io.vipgate.bench.contender.CpuTime;
import io.vipgate.bench.contender.Memory;
import io.vipgate.bench.contender.Usage;
import io.vipgate.bench.load.HttpServer;
import io.vipgate.bench.load.Load;
import io.vipgate.bench.load.LoadReport;
import io.vipgate.bench.load.Wrk;
import io.vipgate.bench.scale.ScaleCell.Cost;
import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.List;

/** A client, vipgate with one configuration, and a server with very many addresses. */
final class ScaleBed implements AutoCloseable {
  static final String INTERFACE = "eth0";
  static final String PROXY = "10.7.0.2";
  static final int PORT = 20_000;

  private static final Duration START = Duration.ofSeconds(30);
  private static final double US_PER_NS = 1e-3;

  private final Lab lab;
  private final Node client;
  private final HttpServer http;
  private final Node proxy;
  private final LabProcess vipgate;

  private ScaleBed(Lab lab, Session session, String text) {
    this.lab = lab;
    client = lab.addNode("client", INTERFACE, "10.7.0.1/16");
    proxy = lab.addNode("proxy", INTERFACE, PROXY + "/16");
    Node server = lab.addNode("server", INTERFACE, "10.7.0.3/16");
    for (Node node : List.of(client, proxy, server)) {
      node.sysctl("net.ipv4.ip_local_port_range", "30000 65500");
      node.sysctl("net.ipv4.tcp_tw_reuse", "1");
    }
    // All of 10.7.16.0/20 is this node.
    server.run("ip", "route", "add", "local", "10.7.16.0/20", "dev", "lo");
    for (Node node : List.of(client, proxy)) {
      node.run("ip", "route", "add", "10.7.16.0/20", "via", server.address());
    }
    http = HttpServer.startOnAll(server, lab.directory());
    String config = proxy.write("vipgate.conf", text).toString();
    vipgate = proxy.start("vipgate", session.vipgate().with("run", "--config", config));
    Await.until(
        "vipgate listens",
        START,
        () ->
            client
                .attempt("curl", "--silent", "--max-time", "5", "http://" + endpoint(PORT) + "/256")
                .succeeded(),
        () -> vipgate.log().tail());
  }

  static ScaleBed start(Session session, String text) {
    Lab lab = Lab.create("scale");
    try {
      return new ScaleBed(lab, session, text);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  Node client() {
    return client;
  }

  Endpoint endpoint(int port) {
    return new Endpoint(PROXY, port);
  }

  /** Waits until the node holds so many virtual addresses. */
  void awaitAddresses(int count) {
    Await.until(
        count + " addresses",
        START,
        () ->
            proxy.run("ip", "-o", "-4", "address", "show", "dev", INTERFACE).out().lines().count()
                > count);
  }

  Cost costOfRequests(Session session) {
    return costOf(Wrk.requests(client, http), session);
  }

  Cost costOfConnections(Session session) {
    return costOf(Wrk.shortConnections(client, http), session);
  }

  private Cost costOf(Load load, Session session) {
    int seconds = session.mode().loadSeconds();
    load.run(endpoint(PORT), 2 * seconds);
    List<Long> pids = List.of(vipgate.pid());
    CpuTime before = CpuTime.of(pids);
    LoadReport report = load.run(endpoint(PORT), seconds);
    double us = CpuTime.of(pids).sinceNs(before) * US_PER_NS / report.units();
    return new Cost(Memory.residentMib(pids), us);
  }

  Cost costOfIdleness(Session session) {
    Pause.ms(2000);
    List<Long> pids = List.of(vipgate.pid());
    double percent = Usage.percents(List.of(pids), 1000L * session.mode().rounds())[0];
    return new Cost(Memory.residentMib(pids), percent);
  }

  @Override
  public void close() {
    lab.close();
  }
}
