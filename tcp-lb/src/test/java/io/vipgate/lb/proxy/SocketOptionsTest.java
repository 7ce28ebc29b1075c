package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.TcpOptions.IPPROTO_TCP;
import static io.vipgate.lb.proxy.TcpOptions.TCP_CONGESTION;
import static io.vipgate.lb.proxy.TcpOptions.TCP_KEEPCNT;
import static io.vipgate.lb.proxy.TcpOptions.TCP_KEEPIDLE;
import static io.vipgate.lb.proxy.TcpOptions.TCP_KEEPINTVL;
import static io.vipgate.lb.proxy.TcpOptions.TCP_USER_TIMEOUT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.unix.Socket;
import io.vipgate.lb.pool.ProxyHeader;
import io.vipgate.lb.pool.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the kernel is asked for, read back from the proxy's own sockets, which are this process's.
 */
@Timeout(60)
class SocketOptionsTest {
  private static final int TCP_INFO = 11;
  private static final int SEGS_OUT = 136;

  private static final TcpOptions OPTIONS =
      new TcpOptions(Duration.ofSeconds(7), Duration.ofSeconds(1), 5, Duration.ofSeconds(99))
          .withCongestion("reno");

  @Test
  void bothLegsFindADeadPeerAsConfigured() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(OPTIONS, 100, 0), List.of(server.asServer()));
        var client = proxied.connect()) {
      Socket serverLeg = legTo(server.asServer().address(), client);
      Socket clientLeg = legTo((InetSocketAddress) client.getLocalSocketAddress(), client);
      // The server's leg has them once the connection has lasted.
      Eventually.until("kept alive", () -> serverLeg.isKeepAlive() && idle(serverLeg) < 7200);
      for (Socket leg : List.of(clientLeg, serverLeg)) {
        assertThat(leg.isTcpNoDelay()).isTrue();
        assertThat(leg.isKeepAlive()).isTrue();
        assertThat(idle(leg)).as("spread by a half at most").isBetween(7, 10);
        assertThat(leg.getIntOpt(IPPROTO_TCP, TCP_KEEPINTVL)).isEqualTo(1);
        assertThat(leg.getIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT)).isEqualTo(99_000);
        ByteBuffer congestion = ByteBuffer.allocate(16);
        leg.getRawOpt(IPPROTO_TCP, TCP_CONGESTION, congestion);
        assertThat(new String(congestion.array(), US_ASCII)).startsWith("reno\0");
      }
    }
  }

  @Test
  void withoutAUserTimeoutTheProbesCount() throws Exception {
    TcpOptions probes =
        new TcpOptions(Duration.ofSeconds(7), Duration.ofSeconds(1), 5, Duration.ZERO);
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(probes, 100, 0), List.of(server.asServer()));
        var client = proxied.connect()) {
      Socket serverLeg = legTo(server.asServer().address(), client);
      Socket clientLeg = legTo((InetSocketAddress) client.getLocalSocketAddress(), client);
      Eventually.until("kept alive", () -> serverLeg.isKeepAlive() && idle(serverLeg) < 7200);
      for (Socket leg : List.of(clientLeg, serverLeg)) {
        assertThat(leg.getIntOpt(IPPROTO_TCP, TCP_KEEPCNT)).isEqualTo(5);
        assertThat(leg.getIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT)).isZero();
      }
    }
  }

  @Test
  void theFirstBytesToAServerCompleteTheHandshake() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    TestServer.Behaviour reading =
        socket -> {
          socket.getInputStream().readNBytes(10);
          read.countDown();
          TestServer.SILENT.serve(socket);
        };
    ServerOptions told = ServerOptions.DEFAULT.withProxyHeader(ProxyHeader.V2);
    try (var server = new TestServer("a", reading);
        var proxied = Proxied.to(List.of(server.asServer().withOptions(told)));
        var client = proxied.connect()) {
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(packetsSent(legTo(server.asServer().address())))
          .as("SYN, and a header")
          .isEqualTo(2);
      assertThat(client.isConnected()).isTrue();
    }
  }

  /** The kernel would let it wait for 200 ms (TCP_DELACK_MAX). */
  @Test
  void aServerThatSpeaksFirstIsNotKeptWaiting() throws Exception {
    int connections = 20;
    try (var server = new TestServer("a", socket -> socket.getOutputStream().write(1));
        var proxied = Proxied.to(server)) {
      long startNs = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        try (var client = proxied.connect()) {
          assertThat(client.getInputStream().read()).isEqualTo(1);
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - startNs))
          .isLessThan(Duration.ofMillis(connections * 200 / 2));
    }
  }

  /** The kernel lets one more in than it is told. */
  @Test
  void asManyWaitToBeAcceptedAsTheBacklogSays() throws Exception {
    int backlog = 3;
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(OPTIONS, backlog, 1), List.of(server.asServer()));
        var accepted = proxied.connect()) {
      accepted.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
      List<java.net.Socket> waiting = new ArrayList<>();
      for (int i = 0; i <= backlog; i++) {
        waiting.add(proxied.connect());
      }
      try (var tooMany = new java.net.Socket()) {
        assertThatThrownBy(() -> tooMany.connect(proxied.address(), 300))
            .isInstanceOf(SocketTimeoutException.class);
      }
      accepted.shutdownOutput();
      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      for (java.net.Socket next : waiting) {
        next.getOutputStream().write(2);
        assertThat(next.getInputStream().read()).isEqualTo(2);
        next.close();
      }
    }
  }

  private static FrontendConfig config(TcpOptions options, int backlog, int maxConnections) {
    FrontendConfig plain = Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
    return new FrontendConfig(
        plain.name(),
        plain.bind(),
        plain.balance(),
        plain.connectTimeoutNs(),
        plain.retries(),
        ListenOptions.DEFAULT.withBacklog(backlog),
        options,
        new Admission(maxConnections, null, 0, List.of(), List.of(), List.of()),
        plain.timeouts(),
        plain.log());
  }

  private static int idle(Socket leg) throws IOException {
    return leg.getIntOpt(IPPROTO_TCP, TCP_KEEPIDLE);
  }

  /** The proxy's socket that leads to an address, once it serves the client. */
  private static Socket legTo(InetSocketAddress remote, java.net.Socket client) throws IOException {
    client.getOutputStream().write(1);
    assertThat(client.getInputStream().read()).isEqualTo(1);
    return legTo(remote);
  }

  /** tcpi_segs_out of struct tcp_info, linux/tcp.h. */
  private static int packetsSent(Socket leg) throws IOException {
    ByteBuffer info = ByteBuffer.allocateDirect(SEGS_OUT + Integer.BYTES);
    leg.getRawOpt(IPPROTO_TCP, TCP_INFO, info);
    return info.order(ByteOrder.nativeOrder()).getInt(SEGS_OUT);
  }

  private static Socket legTo(InetSocketAddress remote) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      List<Socket> legs =
          descriptors
              .filter(SocketOptionsTest::isSocket)
              .map(path -> new Socket(Integer.parseInt(path.getFileName().toString())))
              .filter(socket -> remote.equals(socket.remoteAddress()))
              .toList();
      assertThat(legs).hasSize(1);
      return legs.get(0);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }
}
