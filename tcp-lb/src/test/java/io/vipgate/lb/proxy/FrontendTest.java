package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.Socket;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listening, taking connections away, and closing. */
@Timeout(60)
class FrontendTest {

  /** 192.0.2.1 (RFC 5737) and 2001:db8::1 (RFC 3849) are on no machine. */
  @Test
  void listensOnAddressesThatAreNotHere() throws Exception {
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("192.0.2.1", 0), Proxied.at("2001:db8::1", 0)));
    try (var proxied = Proxied.with(config, List.of())) {
      List<InetSocketAddress> addresses = proxied.frontend.addresses();
      assertThat(addresses).hasSize(2);
      assertThat(Files.readString(Path.of("/proc/net/tcp")))
          .contains("010200C0:%04X 00000000:0000 0A".formatted(addresses.get(0).getPort()));
      assertThat(Files.readString(Path.of("/proc/net/tcp6")))
          .contains("B80D0120000000000000000001000000:%04X".formatted(addresses.get(1).getPort()));
    }
  }

  @Test
  void bothFamiliesAndWildcardsOfOnePort() throws Exception {
    int port = FreePorts.next();
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("0.0.0.0", port), Proxied.at("::", port)));
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config, List.of(server.asServer()))) {
      for (String address : List.of("127.0.0.1", "127.0.0.9", "::1")) {
        assertEchoes(Proxied.at(address, port));
      }
      assertThat(proxied.stats().clientsTotal()).isEqualTo(3);
    }
  }

  @Test
  void reachesAServerByIpv6() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO, "::1", 0);
        var proxied = Proxied.to(server)) {
      assertEchoes(proxied.address());
    }
  }

  @Test
  void anAddressInUseIsNamedAndNothingElseStaysBound() throws Exception {
    int free = FreePorts.next();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (ServerSocket taken = new ServerSocket(0, 1, TestServer.literal("127.0.0.1"))) {
      InetSocketAddress inUse = Proxied.at("127.0.0.1", taken.getLocalPort());
      FrontendConfig config = Proxied.config(List.of(Proxied.at("127.0.0.1", free), inUse));
      StartResult result =
          Frontend.start(
              config, new ServerPool(List.of()), RelayLoops.on(group, PipeSizing.AS_MADE));
      assertThat(result).isInstanceOf(StartResult.Refused.class);
      List<BindFailure> failures = ((StartResult.Refused) result).failures();
      assertThat(failures).hasSize(1);
      assertThat(failures.get(0).address()).isEqualTo(inUse);
      assertThat(failures.get(0).reason()).isEqualTo(BindFailure.Reason.ADDRESS_IN_USE);
      assertThat(failures.get(0).message())
          .contains(
              "127.0.0.1 port " + inUse.getPort(), "in use", "expected: a port that no other");
      new ServerSocket(free, 1, TestServer.literal("127.0.0.1")).close();
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void aDeadServersConnectionsAreResetOnBothLegsAndTheOthersStay() throws Exception {
    List<CompletableFuture<String>> ends = new ArrayList<>();
    TestServer.Behaviour echoAndTell =
        socket -> {
          CompletableFuture<String> end = new CompletableFuture<>();
          ends.add(end);
          try {
            TestServer.ECHO.serve(socket);
            end.complete("end");
          } catch (IOException e) {
            end.complete(String.valueOf(e.getMessage()));
          }
        };
    try (var a = new TestServer("a", echoAndTell);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = Proxied.to(a, b)) {
      List<java.net.Socket> clients = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        clients.add(echoing(proxied.address()));
      }
      proxied.pool.setState("a", ServerState.DOWN);
      assertThat(get(proxied.frontend.resetServer("a"))).isEqualTo(3);
      for (int i = 0; i < 6; i += 2) {
        assertReset(clients.get(i));
        assertEchoes(clients.get(i + 1));
      }
      for (CompletableFuture<String> end : ends) {
        assertThat(end.get(20, TimeUnit.SECONDS)).containsIgnoringCase("reset");
      }
      assertThat(proxied.stats().server("a").resets()).isEqualTo(3);
      assertThat(proxied.stats().server("a").connections()).isZero();
      assertThat(get(proxied.frontend.resetServer("a"))).isZero();
      assertThat(get(proxied.frontend.resetServer("nobody"))).isZero();
    }
  }

  @Test
  void aVipThatLeavesTakesItsClientsWithItAndNoOthers() throws Exception {
    int port = FreePorts.next();
    int wildcardPort = FreePorts.next();
    FrontendConfig config =
        Proxied.config(
            List.of(
                Proxied.at("127.0.0.2", port),
                Proxied.at("127.0.0.3", port),
                Proxied.at("0.0.0.0", wildcardPort)));
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config, List.of(server.asServer()))) {
      java.net.Socket onVip = echoing(Proxied.at("127.0.0.2", port));
      java.net.Socket onOther = echoing(Proxied.at("127.0.0.3", port));
      java.net.Socket wildcardOnVip = echoing(Proxied.at("127.0.0.2", wildcardPort));
      java.net.Socket wildcardOnOther = echoing(Proxied.at("127.0.0.3", wildcardPort));
      assertThat(get(proxied.frontend.resetLocal(TestServer.literal("127.0.0.2")))).isEqualTo(2);
      // The RSTs are with the kernel when the count is: no waiting here.
      assertReset(onVip);
      assertReset(wildcardOnVip);
      assertEchoes(onOther);
      assertEchoes(wildcardOnOther);
      assertThat(proxied.stats().resets()).isEqualTo(2);
    }
  }

  @Test
  void closingWithFinishLetsConnectionsEndByThemselves() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server);
        java.net.Socket old = echoing(proxied.address())) {
      CompletableFuture<Void> closed =
          proxied.frontend.close(Remaining.FINISH).toCompletableFuture();
      Eventually.until("no listener", () -> isRefused(proxied.address()));
      assertEchoes(old);
      assertThat(closed).isNotDone();
      old.shutdownOutput();
      assertThat(old.getInputStream().read()).isEqualTo(-1);
      closed.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingWithResetEndsThemAndCanFollowAFinish() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server);
        java.net.Socket old = echoing(proxied.address())) {
      CompletableFuture<Void> finished =
          proxied.frontend.close(Remaining.FINISH).toCompletableFuture();
      proxied.frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
      finished.get(20, TimeUnit.SECONDS);
      assertReset(old);
    }
  }

  @Test
  void whoWaitsInTheAcceptQueueIsServedBeforeAFinish() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server)) {
      List<java.net.Socket> clients = new ArrayList<>();
      connect(proxied, clients, 200);
      CompletionStage<Void> closed = proxied.frontend.close(Remaining.FINISH);
      for (java.net.Socket client : clients) {
        assertEchoes(client);
        client.close();
      }
      closed.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** More than one batch, and no event after the first. */
  @Test
  void whoComesWhileTheLoopIsBusyIsAccepted() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server)) {
      List<java.net.Socket> clients = new ArrayList<>();
      proxied.whileTheLoopIsBusy(() -> connect(proxied, clients, 200));
      for (java.net.Socket client : clients) {
        assertEchoes(client);
        client.close();
      }
    }
  }

  /** Whoever waits for the count takes the address away next. */
  @Test
  void theCountOfResetConnectionsComesAfterTheResets() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server);
        var client = echoing(proxied.address())) {
      String ours =
          "0100007F:%04X 0100007F:%04X 01"
              .formatted(proxied.address().getPort(), client.getLocalPort());
      assertThat(tcpConnections()).contains(ours);
      CompletableFuture<String> connections = new CompletableFuture<>();
      proxied.whileTheLoopIsBusy(
          () ->
              proxied
                  .frontend
                  .resetLocal(TestServer.literal("127.0.0.1"))
                  .thenRun(() -> connections.complete(tcpConnections())));
      assertThat(get(connections)).isNotEmpty().doesNotContain(ours);
    }
  }

  @Test
  void anEventLoopThatShutsDownTakesTheConnectionsWithIt() throws Exception {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (var server = new TestServer("a", TestServer.ECHO)) {
      StartResult result =
          Frontend.start(
              Proxied.config(List.of(Proxied.at("127.0.0.1", 0))),
              new ServerPool(List.of(server.asServer())),
              RelayLoops.on(group, PipeSizing.AS_MADE));
      Frontend frontend = ((StartResult.Started) result).frontend();
      java.net.Socket client = echoing(frontend.addresses().get(0));
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
      assertReset(client);
      assertThat(isRefused(frontend.addresses().get(0))).isTrue();
      frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** The options of a listener are those of what it accepts; Linux copies them. */
  @Test
  void acceptedSocketsHaveTheOptions() throws Exception {
    FrontendConfig config = Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
    Listener listener = Listener.open(config.bind().get(0), config);
    Socket listening = (Socket) listener.fd();
    try (var client = new java.net.Socket()) {
      client.connect(listener.address());
      int[] descriptor = {-1};
      Eventually.until("accepted", () -> (descriptor[0] = listening.accept(new byte[26])) >= 0);
      Socket accepted = new Socket(descriptor[0]);
      try {
        assertThat(accepted.isTcpNoDelay()).isTrue();
        assertThat(accepted.isKeepAlive()).isTrue();
        int tcp = TcpOptions.IPPROTO_TCP;
        assertThat(accepted.getIntOpt(tcp, TcpOptions.TCP_KEEPIDLE)).isEqualTo(30);
        assertThat(accepted.getIntOpt(tcp, TcpOptions.TCP_KEEPINTVL)).isEqualTo(10);
        assertThat(accepted.getIntOpt(tcp, TcpOptions.TCP_USER_TIMEOUT)).isEqualTo(300_000);
      } finally {
        accepted.close();
      }
    } finally {
      listener.close();
    }
  }

  @Test
  void aConfigThatCannotBeIsRefused() {
    assertThatThrownBy(() -> FrontendConfig.of("api", List.of()))
        .hasMessage("api: bind: value: [] (expected: at least one address)");
    assertThatThrownBy(
            () -> FrontendConfig.of("api", List.of(InetSocketAddress.createUnresolved("x", 1))))
        .hasMessageContaining("expected: a resolved address");
  }

  private static @Nullable Void connect(Proxied proxied, List<java.net.Socket> clients, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(proxied.connect());
    }
    return null;
  }

  private static String tcpConnections() {
    try {
      return Files.readString(Path.of("/proc/net/tcp"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static java.net.Socket echoing(InetSocketAddress address) throws IOException {
    java.net.Socket client = new java.net.Socket();
    client.setSoTimeout(20_000);
    client.connect(address);
    assertEchoes(client);
    return client;
  }

  private static void assertEchoes(InetSocketAddress address) throws IOException {
    echoing(address).close();
  }

  private static void assertEchoes(java.net.Socket client) throws IOException {
    client.getOutputStream().write(7);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  private static void assertReset(java.net.Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  private static boolean isRefused(InetSocketAddress address) throws IOException {
    try (var socket = new java.net.Socket()) {
      socket.connect(address);
      return false;
    } catch (ConnectException refused) {
      return true;
    }
  }
}
