package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.vipgate.lb.balance.BalancerType;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A frontend on a free port of loopback, with its loop, for one test. */
final class Proxied implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final MultiThreadIoEventLoopGroup group;
  final ServerPool pool;
  final Frontend frontend;

  private Proxied(FrontendConfig config, ServerPool pool, int loops, LoopScheduling scheduling) {
    this.group = new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory());
    this.pool = pool;
    StartResult result =
        Frontend.start(config, pool, RelayLoops.on(group, PipeSizing.AS_MADE, scheduling));
    if (!(result instanceof StartResult.Started started)) {
      throw new AssertionError(result);
    }
    this.frontend = started.frontend();
  }

  static Proxied to(TestServer... servers) {
    return to(Arrays.stream(servers).map(TestServer::asServer).toList());
  }

  static Proxied to(List<Server> servers) {
    return with(config(List.of(at("127.0.0.1", 0))), servers);
  }

  static Proxied with(FrontendConfig config, List<Server> servers) {
    return new Proxied(config, new ServerPool(servers), 1, LoopScheduling.AS_IT_IS);
  }

  /** With a second loop that relieves the first when that seems busy. */
  static Proxied onTwoLoops(
      FrontendConfig config, List<Server> servers, LoopScheduling scheduling) {
    return new Proxied(config, new ServerPool(servers), 2, scheduling);
  }

  static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(TestServer.literal(literal), port);
  }

  /** Of loopback; nobody else has it, and nobody takes it by chance within a test. */
  static InetSocketAddress atFreePort() {
    return at("127.0.0.1", FreePorts.next());
  }

  static FrontendConfig config(List<InetSocketAddress> bind) {
    return config(bind, CONNECT_TIMEOUT, 3);
  }

  static FrontendConfig config(List<InetSocketAddress> bind, Duration connectTimeout, int retries) {
    return new FrontendConfig(
        "apiserver",
        bind,
        BalancerType.ROUNDROBIN,
        connectTimeout.toNanos(),
        retries,
        ListenOptions.DEFAULT,
        TcpOptions.DEFAULT);
  }

  /** Keeps the (first) loop from looking at any event while that runs. */
  void whileTheLoopIsBusy(Callable<?> work) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    group
        .iterator()
        .next()
        .execute(
            () -> {
              busy.countDown();
              await(done);
            });
    await(busy);
    try {
      work.call();
    } finally {
      done.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  InetSocketAddress address() {
    return frontend.addresses().get(0);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.connect(address());
    return socket;
  }

  /** Connects from that address of loopback. */
  Socket connectFrom(String literal) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.bind(at(literal, 0));
    socket.connect(address());
    return socket;
  }

  /** Waits until a flood of the servers has stalled, and returns how many bytes went through. */
  long untilNothingMoves() throws Exception {
    long[] last = {-1, System.nanoTime()};
    Eventually.until(
        "no more bytes move",
        () -> {
          long now = stats().total().bytesToClient();
          if (now != last[0] || now == 0) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > TimeUnit.MILLISECONDS.toNanos(500);
        });
    return last[0];
  }

  /** Blocks until they have; nobody keeps count of connections any more. */
  void shutDownLoops() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  FrontendStats stats() {
    return frontend.stats();
  }

  @Override
  public void close() {
    frontend.close(Remaining.RESET).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    if (!group.isShutdown()) {
      assertThat(stats().clients()).as("clients after the close").isZero();
      assertThat(stats().total().connections()).as("connections after the close").isZero();
    }
    shutDownLoops();
  }
}
