package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.vipgate.app.config.RebalanceConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.log.ConnectionLogWriter;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.lb.pool.ServerState;
import io.vipgate.lb.proxy.ConnectionLimit;
import io.vipgate.lb.proxy.Frontend;
import io.vipgate.lb.proxy.FrontendConfig;
import io.vipgate.lb.proxy.PipeSizing;
import io.vipgate.lb.proxy.RelayLoops;
import io.vipgate.lb.proxy.Remaining;
import io.vipgate.lb.proxy.StartResult;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of a real frontend; the time is the test's, but for the second of their silence. */
class RebalancerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final Journal journal = new Journal(Clock.systemUTC());
  private final List<Socket> clients = new ArrayList<>();
  private MultiThreadIoEventLoopGroup loops;
  private ServerSocket a;
  private ServerSocket b;
  private ServerPool pool;
  private Frontend frontend;
  private Rebalancer rebalancer;
  private long nowNs;

  @BeforeEach
  void start() throws Exception {
    loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    a = new ServerSocket(0, 50, LOOPBACK);
    b = new ServerSocket(0, 50, LOOPBACK);
    pool = new ServerPool(List.of(server("a", a), server("b", b)));
    FrontendConfig config = FrontendConfig.of("api", List.of(new InetSocketAddress(LOOPBACK, 0)));
    RelayLoops relays = RelayLoops.on(loops, PipeSizing.AS_MADE);
    StartResult result = Frontend.start(config, pool, relays);
    frontend = ((StartResult.Started) result).frontend();
    ProxyResources shared =
        new ProxyResources(
            relays,
            new ConnectionLimit(0),
            new ConnectionLogWriter(OutputStream.nullOutputStream()),
            Runnable::run,
            () -> nowNs,
            journal);
    rebalancer = new Rebalancer("api", new RebalanceConfig(60, 10), shared, pool, frontend);
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    a.close();
    b.close();
  }

  private static Server server(String name, ServerSocket socket) {
    return new Server(name, (InetSocketAddress) socket.getLocalSocketAddress());
  }

  private void moves(String server, ServerState to) {
    pool.setState(server, to);
    rebalancer.moved(server, to, nowNs);
  }

  private void connect() throws Exception {
    long before = frontend.stats().total().connectionsTotal();
    clients.add(new Socket(LOOPBACK, frontend.addresses().get(0).getPort()));
    until("connected", () -> frontend.stats().total().connectionsTotal() > before);
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertThat(System.nanoTime() - deadline).as(what).isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void turn() throws Exception {
    nowNs = Math.max(nowNs, rebalancer.nextStepNs());
    rebalancer.onDeadline(nowNs);
    // What it had the loop do is done.
    frontend.nextTurn().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aServerThatComesBackGetsItsShareOfTheOpenConnections() throws Exception {
    moves("a", ServerState.READY);
    moves("b", ServerState.DOWN);
    for (int i = 0; i < 4; i++) {
      connect();
    }
    assertThat(rebalancer.nextStepNs()).isEqualTo(Long.MAX_VALUE);
    moves("b", ServerState.READY);
    rebalancer.onDeadline(nowNs + MINUTE_NS - 1);
    assertThat(rebalancer.state()).isEqualTo(RebalanceState.RESTING);

    until(
        "one is closed",
        () -> {
          turn();
          return frontend.stats().server("a").shed() == 1;
        });
    assertThat(rebalancer.state()).isEqualTo(RebalanceState.SHEDDING);
    moves("a", ServerState.NOT_READY);
    nowNs += MINUTE_NS;
    turn();
    assertThat(rebalancer.state()).isEqualTo(RebalanceState.PAUSED);
    moves("a", ServerState.READY);
    // The client that was sent away, and two more, go to b meanwhile.
    pool.setState("a", ServerState.NOT_READY);
    connect();
    connect();
    connect();
    pool.setState("a", ServerState.READY);
    turn();

    assertThat(rebalancer.state()).isEqualTo(RebalanceState.RESTING);
    assertThat(rebalancer.nextStepNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(frontend.stats().server("a").shed()).isEqualTo(1);
    assertThat(journal.latest(10).stream().map(RebalancerTest::words))
        .containsExactly(
            "RESTING SHEDDING server_back: a has 4 connections, its share is 2",
            "SHEDDING PAUSED not_healthy: server a is NOT_READY",
            "PAUSED RESTING balanced: 1 closed since the start");
    assertThat(journal.latest(1).get(0).subject()).isEqualTo("rebalance/api");
  }

  @Test
  void anotherConfigurationEndsIt() throws Exception {
    moves("b", ServerState.DOWN);
    connect();
    moves("b", ServerState.READY);
    rebalancer.reconfigure(RebalanceConfig.OFF);
    assertThat(rebalancer.state()).isEqualTo(RebalanceState.OFF);
    assertThat(rebalancer.nextStepNs()).isEqualTo(Long.MAX_VALUE);
  }

  private static String words(JournalEntry entry) {
    return "%s %s %s: %s"
        .formatted(entry.from(), entry.to(), entry.cause().code(), entry.evidence());
  }
}
