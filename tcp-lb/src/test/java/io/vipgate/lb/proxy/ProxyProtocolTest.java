package io.vipgate.lb.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.pool.ProxyHeader;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import io.vipgate.lb.proxyprotocol.Endpoints;
import io.vipgate.lb.proxyprotocol.Header;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client is, told to servers and by proxies before us. */
@Timeout(60)
class ProxyProtocolTest {
  private static final Endpoints CLAIM =
      new Endpoints(Proxied.at("192.0.2.7", 40000), Proxied.at("203.0.113.99", 443));

  private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

  /** Of the client that was heard last. */
  private Endpoints last = CLAIM;

  /** Keeps what came until the end of it, and answers with its length. */
  private final TestServer.Behaviour listening =
      socket -> {
        heard.add(socket.getInputStream().readAllBytes());
        socket.getOutputStream().write(1);
      };

  @ParameterizedTest
  @EnumSource(
      value = ProxyHeader.class,
      names = {"V1", "V2"})
  void aServerIsToldBeforeItHearsTheClient(ProxyHeader version) throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.to(List.of(told(server, version)))) {
      assertThat(heardFrom(proxied, "hello")).isEqualTo(header(version, last) + "hello");
      assertThat(heardFrom(proxied, "")).isEqualTo(header(version, last));
    }
  }

  @Test
  void aServerThatSpeaksFirstIsToldAtOnce() throws Exception {
    TestServer.Behaviour greeting =
        socket -> {
          byte[] line = socket.getInputStream().readNBytes(6);
          socket.getOutputStream().write(line);
        };
    try (var server = new TestServer("a", greeting);
        var proxied = Proxied.to(List.of(told(server, ProxyHeader.V1)));
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().readNBytes(6)).asString(ISO_8859_1).isEqualTo("PROXY ");
    }
  }

  /** A ClientHello that its first server left unanswered comes after a header there, too. */
  @Test
  void aReplayIsToldAsWell() throws Exception {
    TestServer.Behaviour hangingUp = socket -> socket.getInputStream().readNBytes(60);
    byte[] hello = Hello.real();
    try (var dying = new TestServer("a", hangingUp);
        var server = new TestServer("b", listening);
        var proxied =
            Proxied.to(List.of(told(dying, ProxyHeader.V2), told(server, ProxyHeader.V2)));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      Eventually.until("replayed", () -> server.accepted() == 1);
      client.shutdownOutput();
      String whole = header(ProxyHeader.V2, endpoints(client)) + new String(hello, ISO_8859_1);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).asString(ISO_8859_1).isEqualTo(whole);
      assertThat(proxied.stats().replays()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProxyHeader.class,
      names = {"V1", "V2"})
  void aHeaderFromOneWhoMustSendItIsTakenOffAndBelieved(ProxyHeader version) throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(expecting("127.0.0.1"), List.of(told(server, ProxyHeader.V1)))) {
      String sent = header(version, CLAIM);
      assertThat(heardFrom(proxied, sent + "hello"))
          .isEqualTo(header(ProxyHeader.V1, CLAIM) + "hello");
      assertThat(bytewise(proxied, sent + "hello"))
          .isEqualTo(header(ProxyHeader.V1, CLAIM) + "hello");
    }
  }

  @Test
  void aHeaderThatTellsNothingLeavesTheConnectionAsItIs() throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(expecting("127.0.0.1"), List.of(told(server, ProxyHeader.V1)))) {
      assertThat(heardFrom(proxied, "PROXY UNKNOWN\r\nhello"))
          .isEqualTo(header(ProxyHeader.V1, last) + "hello");
    }
  }

  @Test
  void fromAnybodyElseAHeaderIsWhatTheClientSays() throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(expecting("127.0.0.9"), List.of(server.asServer()))) {
      String sent = header(ProxyHeader.V1, CLAIM) + "hello";
      assertThat(heardFrom(proxied, sent)).isEqualTo(sent);
    }
  }

  @Test
  void theClientThatIsToldIsTheOneWhoIsLetInOrNot() throws Exception {
    Cidr told = new Cidr(CLAIM.source().getAddress(), 32);
    Cidr peers = new Cidr(TestServer.literal("127.0.0.0"), 8);
    Admission denying = new Admission(0, null, 0, List.of(), List.of(told), List.of(peers));
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(config().with(denying), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(Header.version2(CLAIM));
      assertReset(client);
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.DENIED, 1L);
    }
  }

  @Test
  void theBalancerGoesByTheClientThatIsTold() throws Exception {
    FrontendConfig config = expecting("127.0.0.1");
    FrontendConfig bySource =
        new FrontendConfig(
                config.name(),
                config.bind(),
                BalancerType.SOURCE,
                config.connectTimeoutNs(),
                config.retries(),
                config.listening(),
                config.tcp())
            .with(config.admission());
    try (var a = new TestServer("a", listening);
        var b = new TestServer("b", listening);
        var proxied = Proxied.with(bySource, List.of(a.asServer(), b.asServer()))) {
      for (int i = 1; i < 20; i++) {
        heardFrom(proxied, "PROXY TCP4 192.0.2." + i + " 192.0.2.99 1 2\r\n");
      }
      assertThat(a.accepted()).isBetween(1, 18);
      assertThat(b.accepted()).isEqualTo(19 - a.accepted());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "PROXY TCP4 1.1.1.1 1.1.1.1 1 66666\r\n", "PROXY"})
  void whatIsNoHeaderIsRefused(String sent) throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(expecting("127.0.0.1"), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(sent.getBytes(ISO_8859_1));
      client.shutdownOutput();
      assertReset(client);
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.BAD_PROXY_HEADER, 1L);
      assertThat(server.accepted()).isZero();
    }
  }

  @Test
  void aHeaderThatDoesNotComeInTimeIsRefused() throws Exception {
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(300), 3)
            .with(expecting("127.0.0.1").admission());
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(config, List.of(server.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write("PROXY TCP4".getBytes(ISO_8859_1));
      assertReset(client);
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.PROXY_HEADER_TIMEOUT, 1L);
    }
  }

  @Test
  void whoLeavesDuringTheHeaderIsForgotten() throws Exception {
    try (var server = new TestServer("a", listening);
        var proxied = Proxied.with(expecting("127.0.0.1"), List.of(server.asServer()))) {
      Socket client = proxied.connect();
      Eventually.until("it is in", () -> proxied.stats().clients() == 1);
      TestServer.reset(client);
      Eventually.until("it is gone", () -> proxied.stats().clients() == 0);
      assertThat(proxied.stats().abandoned()).isEqualTo(1);
    }
  }

  private String heardFrom(Proxied proxied, String sent) throws Exception {
    try (Socket client = proxied.connect()) {
      last = endpoints(client);
      client.getOutputStream().write(sent.getBytes(ISO_8859_1));
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
    return new String(heard.take(), ISO_8859_1);
  }

  private String bytewise(Proxied proxied, String sent) throws Exception {
    try (Socket client = proxied.connect()) {
      client.setTcpNoDelay(true);
      for (byte one : sent.getBytes(ISO_8859_1)) {
        client.getOutputStream().write(one);
        client.getOutputStream().flush();
      }
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
    return new String(heard.take(), ISO_8859_1);
  }

  private static Endpoints endpoints(Socket client) {
    return new Endpoints(
        (InetSocketAddress) client.getLocalSocketAddress(),
        (InetSocketAddress) client.getRemoteSocketAddress());
  }

  private static String header(ProxyHeader version, Endpoints endpoints) {
    return new String(
        version == ProxyHeader.V1 ? Header.version1(endpoints) : Header.version2(endpoints),
        ISO_8859_1);
  }

  private static Server told(TestServer server, ProxyHeader version) {
    return server.asServer().withOptions(ServerOptions.DEFAULT.withProxyHeader(version));
  }

  private static FrontendConfig config() {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
  }

  private static FrontendConfig expecting(String peer) {
    return config()
        .with(
            new Admission(
                0, null, 0, List.of(), List.of(), List.of(new Cidr(TestServer.literal(peer), 32))));
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }
}
