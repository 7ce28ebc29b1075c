package io.vipgate.bench.data;

import io.vipgate.bench.Session;
import io.vipgate.bench.contender.Contender;
import io.vipgate.bench.contender.Direct;
import io.vipgate.bench.contender.HaproxyVariant;
import io.vipgate.bench.contender.NginxVariant;
import io.vipgate.bench.contender.ProxyProcess;
import io.vipgate.bench.contender.Service;
import io.vipgate.bench.load.EventServer;
import io.vipgate.bench.load.HttpServer;
import io.vipgate.bench.load.Iperf;
import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client, a proxy and a server, each in a namespace of its own, and all contenders side by side
 * on the proxy's node. Those that have nothing to do cost nothing.
 */
public final class DataBed implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS_EACH = 100;
  private static final String SUBNET = "10.9.0.0/24";

  private final Lab lab;
  private final Node client;
  private final Node proxy;
  private final Node server;
  private final HttpServer http;
  private final List<Contender> contenders = new ArrayList<>();

  private DataBed(Lab lab, Session session, Predicate<String> wanted) {
    this.lab = lab;
    client = addNode("client", "10.9.0.1/24");
    proxy = addNode("proxy", "10.9.0.2/24");
    server = addNode("server", "10.9.0.3/24");
    http = HttpServer.start(server, lab.directory());
    Iperf.serve(server);
    EventServer.start(server);
    contenders.add(new Direct(server.address()));
    add(session, session.vipgate().startProxy(proxy, nextPort(), server.address()));
    HaproxyVariant.all().stream()
        .filter(variant -> wanted.test(variant.name()))
        .forEach(variant -> add(session, variant.start(proxy, nextPort(), server.address())));
    NginxVariant.all().stream()
        .filter(variant -> wanted.test(variant.name()))
        .forEach(variant -> add(session, variant.start(proxy, nextPort(), server.address())));
  }

  /** Starts everything; returns when all listen. */
  public static DataBed start(Session session) {
    return start(session, name -> true);
  }

  /** With vipgate, and of its rivals only these. */
  public static DataBed startOnly(Session session, List<String> contenders) {
    return start(session, contenders::contains);
  }

  private static DataBed start(Session session, Predicate<String> wanted) {
    Lab lab = Lab.create("bench");
    try {
      return new DataBed(lab, session, wanted);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private Node addNode(String name, String address) {
    Node node = lab.addNode(name, "eth0", address);
    // Debian's default congestion control, whatever this machine's is; a namespace may not set it
    // by sysctl where the host restricts it.
    node.run(
        "ip",
        "route",
        "change",
        SUBNET,
        "dev",
        node.interfaceName(),
        "src",
        node.address(),
        "proto",
        "kernel",
        "scope",
        "link",
        "congctl",
        "lock",
        "cubic");
    // Short connections leave tens of thousands in TIME_WAIT.
    node.sysctl("net.ipv4.ip_local_port_range", "30000 65500");
    node.sysctl("net.ipv4.tcp_tw_reuse", "1");
    return node;
  }

  private int nextPort() {
    return FIRST_PORT + PORTS_EACH * contenders.size();
  }

  private void add(Session session, ProxyProcess contender) {
    contenders.add(contender);
    session.setting(contender.name(), contender.settings());
    Await.until(
        contender.name() + " listens",
        START,
        () -> isOpen(contender.endpoint(Service.HTTP)),
        () -> contender.process().log().tail());
  }

  private boolean isOpen(Contender.Endpoint endpoint) {
    return client
        .attempt("curl", "--silent", "--max-time", "2", "http://" + endpoint + "/256")
        .succeeded();
  }

  public Node client() {
    return client;
  }

  /** Where the proxies run. */
  public Node proxy() {
    return proxy;
  }

  public Node server() {
    return server;
  }

  public HttpServer http() {
    return http;
  }

  /** The contender of this name. */
  public Contender contender(String name) {
    return contenders.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Those whose names begin so. */
  public List<Contender> contenders(String prefix) {
    return contenders.stream().filter(c -> c.name().startsWith(prefix)).toList();
  }

  @Override
  public void close() {
    lab.close();
  }
}
