package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a frontend tells of real traffic, and when it begins to have any. */
class ObserverTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void hearsOfEachServerThatARealClientCouldNotReach() throws Exception {
    try (TestServer alive = new TestServer("alive", TestServer.ECHO)) {
      Frontend frontend = open(List.of(new Server("dead", nobody()), alive.asServer()));
      frontend.accept();
      try (Socket client = connect(frontend)) {
        assertEchoes(client);
      }
      assertThat(seen).containsExactly("dead REFUSED");
      close(frontend);
    }
  }

  @Test
  void acceptsNobodyBeforeItIsTold() throws Exception {
    try (TestServer server = new TestServer("a", TestServer.ECHO)) {
      Frontend frontend = open(List.of(server.asServer()));
      try (Socket client = connect(frontend)) {
        client.getOutputStream().write('x');
        group.next().submit(() -> {}).syncUninterruptibly();
        assertThat(frontend.stats().clientsTotal()).isZero();
        frontend.accept();
        frontend.accept();
        assertThat(client.getInputStream().read()).isEqualTo('x');
        assertThat(frontend.stats().clientsTotal()).isEqualTo(1);
      }
      close(frontend);
    }
  }

  @Test
  void canBeClosedBeforeItAccepts() throws Exception {
    Frontend frontend = open(List.of(new Server("dead", nobody())));
    close(frontend);
    frontend.accept();
    group.next().submit(() -> {}).syncUninterruptibly();
    assertThat(frontend.stats().clientsTotal()).isZero();
  }

  private Frontend open(List<Server> servers) {
    FrontendConfig config = Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
    StartResult result =
        Frontend.open(
            config,
            new ServerPool(servers),
            RelayLoops.on(group, PipeSizing.AS_MADE),
            ListeningSockets.none(),
            (server, how) -> seen.add(server + " " + how));
    return ((StartResult.Started) result).frontend();
  }

  private static void close(Frontend frontend) throws Exception {
    frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Socket connect(Frontend frontend) throws Exception {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.connect(frontend.addresses().get(0));
    return socket;
  }

  private static void assertEchoes(Socket client) throws Exception {
    client.getOutputStream().write('x');
    assertThat(client.getInputStream().read()).isEqualTo('x');
  }

  private static InetSocketAddress nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, TestServer.literal("127.0.0.1"))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
