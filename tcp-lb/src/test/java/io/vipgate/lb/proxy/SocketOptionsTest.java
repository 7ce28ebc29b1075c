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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the kernel is asked for, read back from the proxy's own sockets, which are this process's.
 */
@Timeout(60)
class SocketOptionsTest {
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
        backlog,
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
