package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import io.vipgate.lb.pool.ServerState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a connection that is over; the states are those of HAProxy's log. */
@Timeout(60)
class ConnectionLogTest {
  private final BlockingQueue<ConnectionRecord> records = new LinkedBlockingQueue<>();

  @Test
  void aConnectionThatEndsInOrderIsDone() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(), List.of(server.asServer()))) {
      long begin = System.nanoTime();
      InetSocketAddress from;
      try (Socket client = proxied.connect()) {
        from = (InetSocketAddress) client.getLocalSocketAddress();
        client.getOutputStream().write(new byte[1000]);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      }
      ConnectionRecord record = next();
      assertThat(state(record)).isEqualTo("--");
      assertThat(record.frontend()).isEqualTo("apiserver");
      assertThat(record.server()).isEqualTo("a");
      assertThat(record.endpoints().source()).isEqualTo(from);
      assertThat(record.endpoints().destination()).isEqualTo(proxied.address());
      assertThat(record.bytesToServer()).isEqualTo(1000);
      assertThat(record.bytesToClient()).isEqualTo(1000);
      assertThat(record.retries()).isZero();
      assertThat(record.clients()).isEqualTo(1);
      assertThat(record.serverConnections()).isEqualTo(1);
      assertThat(record.queueNs()).isNotNegative();
      assertThat(record.connectNs()).isPositive();
      assertThat(record.totalNs())
          .isBetween(record.queueNs() + record.connectNs(), System.nanoTime() - begin);
    }
  }

  @Test
  void whoResetItIsNamed() throws Exception {
    try (var server = new TestServer("a", TestServer.SILENT);
        var proxied = Proxied.with(config(), List.of(server.asServer()))) {
      Socket client = connected(proxied);
      TestServer.reset(client);
      assertThat(state(next())).isEqualTo("CD");
    }
    TestServer.Behaviour resetting =
        socket -> {
          socket.getOutputStream().write(socket.getInputStream().read());
          TestServer.reset(socket);
        };
    try (var server = new TestServer("a", resetting);
        var proxied = Proxied.with(config(), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(1);
      assertThat(state(next())).isEqualTo("SD");
    }
  }

  @Test
  void aDeadServerAndAnOrderAreNamed() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(), List.of(server.asServer()))) {
      try (Socket client = answered(proxied)) {
        assertThat(client.isConnected()).isTrue();
        proxied.pool.setState("a", ServerState.DOWN);
        proxied.frontend.resetServer("a").toCompletableFuture().join();
        assertThat(state(next())).isEqualTo("DD");
      }
      try (Socket client = answered(proxied)) {
        assertThat(client.isConnected()).isTrue();
        proxied.frontend.resetLocal(proxied.address().getAddress()).toCompletableFuture().join();
        assertThat(state(next())).isEqualTo("KD");
      }
    }
  }

  @Test
  void aServerThatIsNotReachedIsNamedWithTheRetries() throws Exception {
    try (var a = new BlackHole();
        var proxied =
            Proxied.with(
                Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(100), 1)
                    .with((ConnectionLog) records::add),
                List.of(refusing("r"), a.asServer("b")));
        Socket client = proxied.connect()) {
      ConnectionRecord record = next();
      assertThat(state(record)).isEqualTo("sC");
      assertThat(record.server()).isEqualTo("b");
      assertThat(record.retries()).isEqualTo(1);
      assertThat(record.connectNs()).isEqualTo(-1);
      assertThat(client.isConnected()).isTrue();
    }
    try (var proxied = Proxied.with(config(), List.of());
        Socket client = proxied.connect()) {
      ConnectionRecord record = next();
      assertThat(state(record)).isEqualTo("SC");
      assertThat(record.server()).isNull();
      assertThat(record.queueNs()).isEqualTo(-1);
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void theQueueIsNamedWithItsTime() throws Exception {
    Server limited;
    try (var server = new TestServer("a", TestServer.ECHO)) {
      limited = server.asServer().withOptions(ServerOptions.DEFAULT.withMaxConnections(1));
      long queueNs = Duration.ofMillis(300).toNanos();
      try (var proxied =
              Proxied.with(config().with(new Timeouts(queueNs, 0, 0, 0, 0)), List.of(limited));
          Socket first = answered(proxied);
          Socket second = proxied.connect()) {
        ConnectionRecord record = next();
        assertThat(state(record)).isEqualTo("sQ");
        assertThat(record.totalNs()).isGreaterThanOrEqualTo(queueNs);
        try (Socket third = proxied.connect()) {
          Eventually.until("it waits", () -> proxied.stats().queued() == 1);
          first.shutdownOutput();
          assertThat(state(next())).isEqualTo("--");
          third.shutdownOutput();
          ConnectionRecord waited = next();
          assertThat(state(waited)).isEqualTo("--");
          assertThat(waited.queueNs()).isPositive();
        }
        assertThat(second.isConnected()).isTrue();
      }
    }
  }

  @Test
  void whoIsNotLetInIsNamed() throws Exception {
    Cidr all = new Cidr(TestServer.literal("127.0.0.0"), 8);
    Admission nobody = new Admission(0, null, 0, List.of(), List.of(all), List.of());
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config().with(nobody), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      assertThat(state(next())).isEqualTo("PR");
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void silenceIsNamed() throws Exception {
    long ns = Duration.ofMillis(100).toNanos();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied =
            Proxied.with(config().with(new Timeouts(ns, 0, ns, 0, 0)), List.of(server.asServer()));
        Socket client = answered(proxied)) {
      assertThat(state(next())).isEqualTo("sD");
      assertThat(client.isConnected()).isTrue();
    }
  }

  /** Of a pair that is silent the side is named whose timeout it was. */
  @Test
  void theClientsSilenceIsNamedWhicheverTimeoutItIs() throws Exception {
    long ns = Duration.ofMillis(100).toNanos();
    long queueNs = Timeouts.DEFAULT_QUEUE_NS;
    for (Timeouts timeouts :
        List.of(new Timeouts(queueNs, ns, 0, 0, 0), new Timeouts(queueNs, 0, 0, ns, 0))) {
      try (var server = new TestServer("a", TestServer.ECHO);
          var proxied = Proxied.with(config().with(timeouts), List.of(server.asServer()));
          Socket client = answered(proxied)) {
        assertThat(state(next())).as("%s", timeouts).isEqualTo("cD");
        assertThat(client.isConnected()).isTrue();
      }
    }
    TestServer.Behaviour half =
        socket -> {
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        };
    Timeouts halfClose = new Timeouts(queueNs, 0, 0, 0, ns);
    try (var server = new TestServer("a", half);
        var proxied = Proxied.with(config().with(halfClose), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(state(next())).isEqualTo("cD");
    }
  }

  @Test
  void whoLeavesBeforeAServerIsReachedIsNamed() throws Exception {
    try (var hole = new BlackHole();
        var proxied = Proxied.with(config(), List.of(hole.asServer("b")))) {
      Socket client = proxied.connect();
      Eventually.until("it is in", () -> proxied.stats().clients() == 1);
      TestServer.reset(client);
      ConnectionRecord record = next();
      assertThat(state(record)).isEqualTo("CC");
      assertThat(record.server()).isEqualTo("b");
      assertThat(record.connectNs()).isEqualTo(-1);
    }
  }

  @Test
  void whoLeavesTheQueueIsNamedAndSoIsHowManyWereBefore() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied =
            Proxied.with(
                config(),
                List.of(
                    server.asServer().withOptions(ServerOptions.DEFAULT.withMaxConnections(1))));
        Socket first = answered(proxied);
        Socket second = proxied.connect()) {
      Eventually.until("one waits", () -> proxied.stats().queued() == 1);
      Socket third = proxied.connect();
      Eventually.until("two wait", () -> proxied.stats().queued() == 2);
      TestServer.reset(third);
      ConnectionRecord left = next();
      assertThat(state(left)).isEqualTo("CQ");
      assertThat(left.server()).isNull();
      assertThat(left.ahead()).isEqualTo(1);
      assertThat(left.clients()).isEqualTo(3);
      TestServer.reset(second);
      assertThat(next().ahead()).isZero();
      assertThat(first.isConnected()).isTrue();
    }
  }

  @Test
  void aHeaderThatIsMissingOrNoneIsNamed() throws Exception {
    Cidr all = new Cidr(TestServer.literal("127.0.0.0"), 8);
    Admission told = new Admission(0, null, 0, List.of(), List.of(), List.of(all));
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(100), 0)
            .with((ConnectionLog) records::add)
            .with(told);
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config, List.of(server.asServer()));
        Socket silent = proxied.connect()) {
      assertThat(state(next())).isEqualTo("cR");
      try (Socket other = proxied.connect()) {
        other.getOutputStream().write(new byte[20]);
        assertThat(state(next())).isEqualTo("PR");
      }
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void whatThisHostLacksIsNamed() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied =
            Proxied.with(
                config(),
                List.of(
                    server
                        .asServer()
                        .withOptions(
                            ServerOptions.DEFAULT.withSource(TestServer.literal("192.0.2.1")))));
        Socket client = proxied.connect()) {
      assertThat(state(next())).isEqualTo("RC");
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void whoIsShedIsNamed() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(), List.of(server.asServer()));
        Socket client = answered(proxied)) {
      Eventually.until(
          "it is shed", () -> proxied.frontend.shed("a").toCompletableFuture().join() == 1);
      ConnectionRecord record = next();
      assertThat(state(record)).isEqualTo("KD");
      assertThat(record.ending()).isEqualTo(Ending.SHED);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  private ConnectionRecord next() throws InterruptedException {
    ConnectionRecord record = records.poll(20, TimeUnit.SECONDS);
    assertThat(record).as("a record").isNotNull();
    return record;
  }

  private static String state(ConnectionRecord record) {
    return "" + record.ending().letter() + record.phase().letter();
  }

  private FrontendConfig config() {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0))).with((ConnectionLog) records::add);
  }

  private static Socket connected(Proxied proxied) throws Exception {
    Socket client = proxied.connect();
    Eventually.until("it has a server", () -> proxied.stats().total().connections() == 1);
    return client;
  }

  private static Socket answered(Proxied proxied) throws IOException {
    Socket client = proxied.connect();
    client.getOutputStream().write(1);
    assertThat(client.getInputStream().read()).isEqualTo(1);
    return client;
  }

  private static Server refusing(String name) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, TestServer.literal("127.0.0.1"))) {
      return new Server(name, (InetSocketAddress) socket.getLocalSocketAddress());
    }
  }
}
