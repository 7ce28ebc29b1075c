package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.ConnectFailure.REFUSED;
import static io.vipgate.lb.proxy.ConnectFailure.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import io.vipgate.lb.pool.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a client gets a server, or none. */
@Timeout(60)
class ConnectTest {
  @BeforeAll
  static void loadTheNatives() {
    Epoll.ensureAvailability();
  }

  @Test
  void connectionsTakeTurnsOverTheServers() throws Exception {
    try (var a = naming("a");
        var b = naming("b");
        var c = naming("c");
        var proxied = Proxied.to(a, b, c)) {
      StringBuilder served = new StringBuilder();
      for (int i = 0; i < 9; i++) {
        served.append(greeting(proxied));
      }
      assertThat(served).hasToString("abcabcabc");
      assertThat(proxied.stats().server("b").connectionsTotal()).isEqualTo(3);
      assertThat(proxied.stats().total().connectionsTotal()).isEqualTo(9);
    }
  }

  @Test
  void aRefusedConnectGoesToTheNextServer() throws Exception {
    try (var b = naming("b");
        var proxied = Proxied.to(List.of(closed("a"), b.asServer()))) {
      for (int i = 0; i < 10; i++) {
        assertThat(greeting(proxied)).isEqualTo("b");
      }
      FrontendStats stats = proxied.stats();
      assertThat(stats.server("a").connectFailures()).containsEntry(REFUSED, stats.retries());
      assertThat(stats.retries()).isPositive();
      assertThat(stats.failOpens()).isZero();
    }
  }

  @Test
  void aConnectThatTimesOutGoesToTheNextServer() throws Exception {
    try (var a = new BlackHole();
        var b = naming("b");
        var proxied = Proxied.with(impatient(3), List.of(a.asServer("a"), b.asServer()))) {
      long before = System.nanoTime();
      assertThat(greeting(proxied)).isEqualTo("b");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThan(Duration.ofMillis(190));
      assertThat(greeting(proxied)).isEqualTo("b");
      assertThat(proxied.stats().server("a").connectFailures()).containsEntry(TIMEOUT, 1L);
    }
  }

  @Test
  void everyAttemptHasATimeoutOfItsOwn() throws Exception {
    try (var hole = new BlackHole();
        var d = naming("d");
        var proxied =
            Proxied.with(
                impatient(3),
                List.of(
                    hole.asServer("a"), hole.asServer("b"), hole.asServer("c"), d.asServer()))) {
      assertThat(greeting(proxied)).isEqualTo("d");
      assertThat(proxied.stats().retries()).isEqualTo(3);
      assertThat(proxied.stats().total().connectFailures()).containsEntry(TIMEOUT, 3L);
    }
  }

  @Test
  void whenAllAttemptsFailTheClientIsResetAndCounted() throws Exception {
    List<Server> servers = List.of(closed("a"), closed("b"), closed("c"));
    try (var proxied = Proxied.with(impatient(2), servers);
        Socket client = proxied.connect()) {
      assertReset(client);
      FrontendStats stats = proxied.stats();
      assertThat(stats.refusals()).containsEntry(Refusal.ALL_ATTEMPTS_FAILED, 1L);
      for (String name : List.of("a", "b", "c")) {
        assertThat(stats.server(name).connectFailures()).containsEntry(REFUSED, 1L);
      }
      Eventually.until("gone", () -> proxied.stats().clients() == 0);
    }
  }

  @Test
  void oneAndTheSameServerIsAskedAgainAfterAPause() throws Exception {
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(300), 2);
    long begin = System.nanoTime();
    try (var proxied = Proxied.with(config, List.of(closed("a")));
        Socket client = proxied.connect()) {
      assertReset(client);
      assertThat(proxied.stats().server("a").connectFailures())
          .containsEntry(ConnectFailure.REFUSED, 3L);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("two pauses, each as long as a connect may take")
          .isGreaterThan(Duration.ofMillis(590));
    }
  }

  @Test
  void aServerIsReachedFromTheSourceAddressThatItIsGiven() throws Exception {
    TestServer.Behaviour telling =
        socket -> socket.getOutputStream().write(socket.getInetAddress().getAddress());
    try (var server = new TestServer("a", telling);
        var proxied =
            Proxied.to(
                List.of(
                    server
                        .asServer()
                        .withOptions(
                            ServerOptions.DEFAULT.withSource(TestServer.literal("127.0.0.77")))));
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().readAllBytes()).containsExactly(127, 0, 0, 77);
    }
  }

  @Test
  void aSourceAddressThatIsNotHereIsAFailureOfThatServer() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied =
            Proxied.to(
                List.of(
                    a.asServer()
                        .withOptions(
                            ServerOptions.DEFAULT.withSource(TestServer.literal("192.0.2.1"))),
                    b.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      assertThat(proxied.stats().server("a").connectFailures())
          .containsEntry(ConnectFailure.NO_LOCAL_PORT, 1L);
      assertThat(b.accepted()).isEqualTo(1);
    }
  }

  @Test
  void anEmptyPoolResetsTheClient() throws Exception {
    try (var proxied = Proxied.to(List.of());
        Socket client = proxied.connect()) {
      assertReset(client);
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.NO_SERVER, 1L);
    }
  }

  @Test
  void withNobodyInRotationThoseOutOfItServe() throws Exception {
    try (var a = naming("a");
        var b = naming("b");
        var proxied = Proxied.to(a, b)) {
      proxied.pool.setState("a", ServerState.DOWN);
      proxied.pool.setState("b", ServerState.NOT_READY);
      assertThat(greeting(proxied)).isEqualTo("b");
      assertThat(greeting(proxied)).isEqualTo("b");
      assertThat(proxied.stats().failOpens()).isEqualTo(2);
      b.kill();
      assertThat(greeting(proxied)).isEqualTo("a");
    }
  }

  @Test
  void aServerOutOfRotationKeepsItsConnectionsAndGetsNoNewOnes() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = naming("b");
        var proxied = Proxied.to(a, b);
        Socket old = proxied.connect()) {
      old.getOutputStream().write(7);
      assertThat(old.getInputStream().read()).isEqualTo(7);
      proxied.pool.setState("a", ServerState.NOT_READY);
      for (int i = 0; i < 5; i++) {
        assertThat(greeting(proxied)).isEqualTo("b");
      }
      old.getOutputStream().write(8);
      assertThat(old.getInputStream().read()).isEqualTo(8);
    }
  }

  @Test
  void aClientThatResetsDuringTheConnectIsForgotten() throws Exception {
    try (var a = new BlackHole();
        var proxied = Proxied.to(List.of(a.asServer("a")))) {
      Socket client = proxied.connect();
      Eventually.until("accepted", () -> proxied.stats().clients() == 1);
      TestServer.reset(client);
      Eventually.until("abandoned", () -> proxied.stats().abandoned() == 1);
      assertThat(proxied.stats().clients()).isZero();
      assertThat(proxied.stats().refusals().values()).containsOnly(0L);
    }
  }

  @Test
  void aServerThatSpeaksFirstIsHeard() throws Exception {
    try (var a = naming("a");
        var proxied = Proxied.to(a);
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("a");
    }
  }

  /** The transport tells of connect(2)'s error in words only; this pins the words. */
  @Test
  void errorsOfConnectAreUnderstood() {
    for (int errno : new int[] {1, 99, 101, 110, 111, 113}) {
      assertThatThrownBy(() -> Errors.handleConnectErrno("connect", -errno))
          .isInstanceOf(IOException.class)
          .satisfies(
              e ->
                  assertThat(ConnectFailure.ofErrno(Errno.of(e)))
                      .isEqualTo(ConnectFailure.ofErrno(errno)));
    }
    assertThat(ConnectFailure.ofErrno(99)).isEqualTo(ConnectFailure.NO_LOCAL_PORT);
  }

  private static TestServer naming(String name) throws IOException {
    return new TestServer(name, socket -> socket.getOutputStream().write(name.charAt(0)));
  }

  private static Server closed(String name) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Server(name, (InetSocketAddress) socket.getLocalSocketAddress());
    }
  }

  private static FrontendConfig impatient(int retries) {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(200), retries);
  }

  private static String greeting(Proxied proxied) throws IOException {
    try (Socket client = proxied.connect()) {
      return new String(
          client.getInputStream().readNBytes(1), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
