package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.LinuxSocket;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another configuration for a frontend at work, and sockets that listened before it. */
@Timeout(60)
class ReconfigureTest {

  @Test
  void addressesComeAndGoAndNoConnectionNoticesIt() throws Exception {
    InetSocketAddress first = Proxied.atFreePort();
    InetSocketAddress second = Proxied.at("127.0.0.2", Proxied.atFreePort().getPort());
    InetSocketAddress third = Proxied.at("127.0.0.3", Proxied.atFreePort().getPort());
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(first, second), List.of(server.asServer()))) {
      Socket onFirst = echoing(first);
      Socket onSecond = echoing(second);
      reconfigure(proxied, config(second, third));
      assertThat(proxied.frontend.addresses()).containsExactly(second, third);
      assertEchoes(onFirst);
      assertEchoes(onSecond);
      assertEchoes(echoing(second));
      assertEchoes(echoing(third));
      Eventually.until("nobody listens on the first any more", () -> isRefused(first));
      assertEchoes(onFirst);
    }
  }

  @Test
  void anAddressThatCannotBeBoundLeavesAllAsItWas() throws Exception {
    InetSocketAddress kept = Proxied.atFreePort();
    InetSocketAddress free = Proxied.atFreePort();
    try (var server = new TestServer("a", TestServer.ECHO);
        ServerSocket taken = new ServerSocket(0, 1, TestServer.literal("127.0.0.1"));
        var proxied = Proxied.with(config(kept), List.of(server.asServer()))) {
      InetSocketAddress inUse = Proxied.at("127.0.0.1", taken.getLocalPort());
      Preparation prepared = proxied.frontend.prepare(config(free, inUse), ListeningSockets.none());
      assertThat(prepared).isInstanceOf(Preparation.Refused.class);
      assertThat(((Preparation.Refused) prepared).failures())
          .extracting(BindFailure::address)
          .containsExactly(inUse);
      assertThat(isRefused(free)).isTrue();
      assertThat(proxied.frontend.addresses()).containsExactly(kept);
      assertEchoes(echoing(kept));
    }
  }

  @Test
  void whatIsAbandonedIsClosed() throws Exception {
    InetSocketAddress kept = Proxied.atFreePort();
    InetSocketAddress added = Proxied.atFreePort();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(kept), List.of(server.asServer()))) {
      ready(proxied.frontend.prepare(config(kept, added), ListeningSockets.none())).abandon();
      assertThat(isRefused(added)).isTrue();
      assertEchoes(echoing(kept));
    }
  }

  @Test
  void theNextClientGoesByTheNewSettings() throws Exception {
    InetSocketAddress bind = Proxied.atFreePort();
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = Proxied.with(config(bind), List.of(a.asServer(), b.asServer()))) {
      echoing(bind).close();
      echoing(bind).close();
      assertThat(proxied.stats().server("b").connectionsTotal()).isEqualTo(1);
      FrontendConfig before = config(bind);
      reconfigure(
          proxied,
          new FrontendConfig(
              before.name(),
              before.bind(),
              BalancerType.FIRST,
              Duration.ofSeconds(1).toNanos(),
              0,
              new ListenOptions(64, false),
              new TcpOptions(Duration.ofSeconds(7), Duration.ofSeconds(7), 2, Duration.ZERO)));
      for (int i = 0; i < 4; i++) {
        assertEchoes(echoing(bind));
      }
      assertThat(proxied.stats().server("b").connectionsTotal()).isEqualTo(1);
      assertThat(proxied.stats().server("a").connectionsTotal()).isEqualTo(5);
    }
  }

  @Test
  void aServerThatLeavesKeepsItsConnectionsEvenIfANewOneOfItsNameDies() throws Exception {
    InetSocketAddress anywhere = Proxied.at("127.0.0.1", 0);
    try (var old = new TestServer("a", TestServer.ECHO);
        var replacement = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(anywhere), List.of(old.asServer()))) {
      Socket toOld = echoing(proxied.address());
      proxied.pool.replace(List.of(replacement.asServer()));
      Socket toReplacement = echoing(proxied.address());
      proxied.pool.setState("a", ServerState.DOWN);
      int reset = proxied.frontend.resetServer("a").toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(reset).isEqualTo(1);
      assertEchoes(toOld);
      assertThatThrownBy(() -> assertEchoes(toReplacement)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoWaitsInTheQueueOfAnInheritedSocketIsServed() throws Exception {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    LinuxSocket predecessor = LinuxSocket.newSocketStream();
    predecessor.bind(Proxied.at("127.0.0.1", 0));
    predecessor.listen(16);
    InetSocketAddress bind = predecessor.localAddress();
    try (var server = new TestServer("a", TestServer.ECHO);
        Socket early = new Socket();
        ListeningSockets inherited = ListeningSockets.none()) {
      early.setSoTimeout(20_000);
      early.connect(bind);
      early.getOutputStream().write('x');
      assertThat(inherited.add(predecessor.intValue())).isEqualTo(bind);
      StartResult result =
          Frontend.start(
              config(bind),
              new ServerPool(List.of(server.asServer())),
              RelayLoops.on(group, PipeSizing.AS_MADE),
              inherited);
      assertThat(result).isInstanceOf(StartResult.Started.class);
      Frontend frontend = ((StartResult.Started) result).frontend();
      assertThat(frontend.descriptors()).containsExactly(predecessor.intValue());
      assertThat(early.getInputStream().read()).isEqualTo('x');
      assertEchoes(echoing(bind));
      frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @Test
  void whatIsNoListeningSocketIsNotInherited() throws Exception {
    LinuxSocket idle = LinuxSocket.newSocketStream();
    try (ListeningSockets inherited = ListeningSockets.none()) {
      assertThat(inherited.add(idle.intValue())).isNull();
      assertThatThrownBy(() -> idle.getIntOpt(1, 30)).isInstanceOf(IOException.class);
    }
  }

  private static FrontendConfig config(InetSocketAddress... bind) {
    return Proxied.config(List.of(bind));
  }

  private static void reconfigure(Proxied proxied, FrontendConfig next) {
    ready(proxied.frontend.prepare(next, ListeningSockets.none())).commit();
  }

  private static Preparation.Ready ready(Preparation prepared) {
    assertThat(prepared).isInstanceOf(Preparation.Ready.class);
    return (Preparation.Ready) prepared;
  }

  private static boolean isRefused(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Socket echoing(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.connect(address);
    assertEchoes(socket);
    return socket;
  }

  private static void assertEchoes(Socket socket) throws IOException {
    socket.getOutputStream().write('e');
    assertThat(socket.getInputStream().read()).isEqualTo('e');
  }
}
