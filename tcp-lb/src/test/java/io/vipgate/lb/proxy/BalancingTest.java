package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.ConnectFailure.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.balance.Flows;
import io.vipgate.lb.pool.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the balancer is told of real connections. */
@Timeout(60)
class BalancingTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void connectionsCountWhileTheyAreOpen() throws Exception {
    try (var a = naming("a");
        var b = naming("b");
        var proxied =
            Proxied.with(
                balancedBy(BalancerType.LC, LOOPBACK), List.of(a.asServer(), b.asServer()))) {
      Socket first = connect(proxied, LOOPBACK, LOOPBACK);
      assertThat(name(first)).isEqualTo("a");
      try (Socket second = connect(proxied, LOOPBACK, LOOPBACK);
          Socket third = connect(proxied, LOOPBACK, LOOPBACK)) {
        assertThat(name(second) + name(third)).isEqualTo("ba");
        close(proxied, first, third);
        try (Socket fourth = connect(proxied, LOOPBACK, LOOPBACK)) {
          assertThat(name(fourth)).as("a has none, b has one").isEqualTo("a");
        }
      }
    }
  }

  @Test
  void connectionsCountWhileTheyAreBeingOpened() throws Exception {
    try (var a = new BlackHole();
        var b = naming("b");
        var proxied =
            Proxied.with(
                balancedBy(BalancerType.LC, LOOPBACK), List.of(a.asServer("a"), b.asServer()));
        Socket pending = proxied.connect();
        Socket other = proxied.connect()) {
      assertThat(pending.isConnected()).isTrue();
      assertThat(name(other)).isEqualTo("b");
      assertThat(proxied.stats().retries()).as("it was not tried at a before").isZero();
    }
  }

  /** With any failed attempt left in the count, a would be the busier one from then on. */
  @Test
  void failedAttemptsDoNotCount() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (var b = naming("b");
        var proxied =
            Proxied.with(
                balancedBy(BalancerType.WLC, LOOPBACK),
                List.of(b.asServer(Server.MAX_WEIGHT), refusing("a")))) {
      for (int i = 0; i < 6; i++) {
        Socket client = proxied.connect();
        clients.add(client);
        assertThat(name(client)).isEqualTo("b");
      }
      assertThat(proxied.stats().server("a").connectFailures()).containsEntry(REFUSED, 5L);
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void theClientsAddressIsTheOneItConnectsFrom() throws Exception {
    try (var a = naming("a");
        var b = naming("b");
        var c = naming("c")) {
      List<Server> servers = List.of(a.asServer(), b.asServer(), c.asServer());
      try (var proxied = Proxied.with(balancedBy(BalancerType.SH, LOOPBACK), servers)) {
        Set<String> seen = new HashSet<>();
        for (int i = 2; i < 12; i++) {
          String from = "127.0.0." + i;
          try (Socket client = connect(proxied, from, LOOPBACK)) {
            assertThat(name(client))
                .as(from)
                .isEqualTo(expected(BalancerType.SH, servers, Flows.from(from)));
            seen.add(expected(BalancerType.SH, servers, Flows.from(from)));
          }
        }
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
      }
    }
  }

  @Test
  void theLocalAddressIsTheOneThatTheClientConnectedToAlsoOnAWildcard() throws Exception {
    try (var a = naming("a");
        var b = naming("b");
        var c = naming("c")) {
      List<Server> servers = List.of(a.asServer(), b.asServer(), c.asServer());
      try (var proxied = Proxied.with(balancedBy(BalancerType.DH, "0.0.0.0"), servers)) {
        Set<String> seen = new HashSet<>();
        for (int i = 2; i < 12; i++) {
          String to = "127.0.0." + i;
          try (Socket client = connect(proxied, LOOPBACK, to)) {
            assertThat(name(client))
                .as(to)
                .isEqualTo(expected(BalancerType.DH, servers, Flows.to(to)));
            seen.add(expected(BalancerType.DH, servers, Flows.to(to)));
          }
        }
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
      }
    }
  }

  /** Says its name, and keeps the connection until the client is gone. */
  private static TestServer naming(String name) throws IOException {
    return new TestServer(
        name,
        socket -> {
          socket.getOutputStream().write(name.charAt(0));
          TestServer.SILENT.serve(socket);
        });
  }

  private static String expected(BalancerType type, List<Server> servers, Flows flow) {
    Server server = type.create(new SplittableRandom(1)).pick(servers, s -> true, flow, s -> 0);
    return server == null ? "none" : server.name();
  }

  private static FrontendConfig balancedBy(BalancerType type, String bind) {
    FrontendConfig config = Proxied.config(List.of(Proxied.at(bind, 0)));
    return new FrontendConfig(
        config.name(),
        config.bind(),
        type,
        config.connectTimeoutNs(),
        config.retries(),
        config.listening(),
        config.tcp());
  }

  private static Socket connect(Proxied proxied, String from, String to) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.bind(Proxied.at(from, 0));
    socket.connect(Proxied.at(to, proxied.address().getPort()));
    return socket;
  }

  private static String name(Socket client) throws IOException {
    return new String(client.getInputStream().readNBytes(1), StandardCharsets.US_ASCII);
  }

  private static void close(Proxied proxied, Socket... clients) throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    Eventually.until(
        "the connections are gone", () -> proxied.stats().server("a").connections() == 0);
  }

  private static Server refusing(String name) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Server(name, (InetSocketAddress) socket.getLocalSocketAddress());
    }
  }
}
