package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What others do to us: it is counted, each connection has its line in the log, it costs nobody
 * else anything, and it passes.
 */
@Timeout(120)
class BadWeatherTest {
  private static final int STORM = 2000;
  private static final int STALLED = 1000;
  private static final int BULK = 'b';

  /** What an allocator that takes memory in chunks may hold beyond what is asked of it. */
  private static final long CHUNKS = 16 << 20;

  private final Queue<ConnectionRecord> lines = new ConcurrentLinkedQueue<>();

  @Test
  void aStormOfConnectsIsServedWhole() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = logged(a, b);
        Selector selector = Selector.open()) {
      for (int i = 0; i < STORM; i++) {
        SocketChannel client = SocketChannel.open();
        client.configureBlocking(false);
        client.connect(proxied.address());
        client.register(selector, SelectionKey.OP_CONNECT);
      }
      int[] answered = {0};
      while (answered[0] < STORM) {
        selector.select(key -> answered[0] += step(key), 20_000);
      }
      assertThat(proxied.stats().clientsTotal()).isEqualTo(STORM);
      assertThat(a.accepted()).isEqualTo(STORM / 2);
      assertThat(proxied.stats().resets()).isZero();
      assertRecovered(proxied);
      assertLines("-- a", STORM / 2, "-- b", STORM / 2);
    }
  }

  /**
   * How much the others move until a byte is answered is bounded by their number and a turn's size,
   * whatever the time that it takes on this machine.
   */
  @Test
  void bulkOnOtherConnectionsHoldsUpNobody() throws Exception {
    try (var server = new TestServer("a", BadWeatherTest::bulkOrEcho);
        var proxied = logged(server);
        Socket client = proxied.connect()) {
      List<Socket> bulk = new ArrayList<>();
      List<Thread> readers = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          Socket receiver = proxied.connect();
          bulk.add(receiver);
          receiver.getOutputStream().write(BULK);
          Thread reader = new Thread(() -> readAll(receiver), "reader");
          reader.start();
          readers.add(reader);
        }
        Eventually.until("much is moved", () -> moved(proxied) > 1L << 30);
        long[] meanwhile = new long[9];
        for (int i = 0; i < meanwhile.length; i++) {
          long before = moved(proxied);
          client.getOutputStream().write(1);
          assertThat(client.getInputStream().read()).isEqualTo(1);
          meanwhile[i] = moved(proxied) - before;
        }
        Arrays.sort(meanwhile);
        assertThat(meanwhile[meanwhile.length / 2]).isLessThan(200L << 20);
      } finally {
        for (Socket receiver : bulk) {
          receiver.close();
        }
        for (Thread reader : readers) {
          reader.join();
        }
      }
    }
  }

  private static long moved(Proxied proxied) {
    return proxied.stats().total().bytesToClient();
  }

  private static void bulkOrEcho(Socket socket) throws IOException {
    int first = socket.getInputStream().read();
    if (first != BULK) {
      socket.getOutputStream().write(first);
      TestServer.ECHO.serve(socket);
      return;
    }
    byte[] bytes = new byte[1 << 18];
    try {
      while (true) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException over) {
      // The receiver has had enough.
    }
  }

  private static void readAll(Socket socket) {
    byte[] bytes = new byte[1 << 18];
    try {
      while (socket.getInputStream().read(bytes) >= 0) {
        // On with it.
      }
    } catch (IOException closed) {
      // Enough.
    }
  }

  /** A byte when it is connected, and one back. */
  private static int step(SelectionKey key) {
    SocketChannel client = (SocketChannel) key.channel();
    try {
      if (key.isConnectable()) {
        client.finishConnect();
        client.write(ByteBuffer.wrap(new byte[] {1}));
        key.interestOps(SelectionKey.OP_READ);
        return 0;
      }
      assertThat(client.read(ByteBuffer.allocate(16))).isEqualTo(1);
      client.close();
      return 1;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoSendsAByteAndNoMoreIsInNobodysWay() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = logged(server)) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        Socket client = proxied.connect();
        client.getOutputStream().write(ClientHello.HANDSHAKE_RECORD);
        slow.add(client);
      }
      assertServed(proxied);
      Eventually.until("all are in", () -> proxied.stats().clients() == 300);
      for (Socket client : slow) {
        TestServer.reset(client);
      }
      assertRecovered(proxied);
      assertLines("CD a", 300, "-- a", 1);
    }
  }

  @Test
  void aServerThatAcceptsAndNeverSpeaksHoldsItsOwnClientsOnly() throws Exception {
    try (var silent = new TestServer("a", TestServer.SILENT);
        var server = new TestServer("b", TestServer.ECHO);
        var proxied = logged(silent, server)) {
      List<Socket> clients = new ArrayList<>();
      int answered = 0;
      for (int i = 0; i < 100; i++) {
        Socket client = proxied.connect();
        client.getOutputStream().write(1);
        clients.add(client);
      }
      for (int i = 1; i < 100; i += 2) {
        answered += clients.get(i).getInputStream().read();
      }
      assertThat(answered).isEqualTo(50);
      assertThat(proxied.stats().server("a").connections()).isEqualTo(50);
      for (Socket client : clients) {
        TestServer.reset(client);
      }
      assertRecovered(proxied);
      assertLines("CD a", 50, "CD b", 50);
      assertThat(lines)
          .filteredOn(line -> "a".equals(line.server()))
          .allSatisfy(line -> assertThat(line.bytesToClient()).isZero());
    }
  }

  @Test
  void aServerThatResetsInMidStreamIsCountedAndTheOthersGoOn() throws Exception {
    TestServer.Behaviour resetting =
        socket -> {
          socket.getInputStream().read();
          socket.getOutputStream().write(new byte[100_000]);
          TestServer.reset(socket);
        };
    try (var server = new TestServer("a", resetting);
        var other = new TestServer("b", TestServer.ECHO);
        var proxied = logged(server, other)) {
      for (int i = 0; i < 50; i++) {
        try (Socket unlucky = proxied.connect();
            Socket lucky = proxied.connect()) {
          unlucky.getOutputStream().write(1);
          assertThatThrownBy(() -> unlucky.getInputStream().readAllBytes())
              .isInstanceOf(IOException.class)
              .hasMessageContaining("reset");
          lucky.getOutputStream().write(1);
          assertThat(lucky.getInputStream().read()).isEqualTo(1);
        }
      }
      Eventually.until("all counted", () -> proxied.stats().server("a").resets() == 50);
      assertThat(proxied.stats().server("b").resets()).isZero();
      assertRecovered(proxied);
      assertLines("SD a", 50, "-- b", 50);
    }
  }

  @Test
  void aThousandStalledReceiversOfFastSendersHoldBoundedMemory() throws Exception {
    TestServer.Behaviour flood =
        socket -> {
          byte[] bytes = new byte[1 << 16];
          while (true) {
            socket.getOutputStream().write(bytes);
          }
        };
    try (var server = new TestServer("a", flood);
        var other = new TestServer("b", TestServer.ECHO);
        var proxied = logged(server)) {
      long before = direct();
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        Socket client = new Socket();
        client.setReceiveBufferSize(8192);
        client.connect(proxied.address());
        clients.add(client);
      }
      Eventually.until("all connected", () -> proxied.stats().total().connections() == STALLED);
      proxied.untilNothingMoves();
      assertThat(direct() - before)
          .isBetween(1L, ReadBuffer.ASIDE_LIMIT + (long) STALLED * ReadBuffer.SMALL_READ + CHUNKS);
      try (var beside = Proxied.to(other)) {
        assertServed(beside);
      }
      for (Socket client : clients) {
        TestServer.reset(client);
      }
      // On a busy machine a thousand senders take their time to notice.
      Eventually.until("half are closed", () -> proxied.stats().clients() < STALLED / 2);
      Eventually.until("all are closed", () -> proxied.stats().clients() == 0);
      assertLines("CD a", STALLED);
    }
  }

  private Proxied logged(TestServer... servers) {
    return Proxied.with(
        Proxied.config(List.of(Proxied.at("127.0.0.1", 0))).with((ConnectionLog) lines::add),
        Arrays.stream(servers).map(TestServer::asServer).toList());
  }

  private void assertLines(String ending, int count) {
    assertLines(Map.of(ending, count));
  }

  private void assertLines(String ending, int count, String other, int otherCount) {
    assertLines(Map.of(ending, count, other, otherCount));
  }

  /** By the state and the server. */
  private void assertLines(Map<String, Integer> expected) {
    Map<String, Integer> counts = new HashMap<>();
    for (ConnectionRecord line : lines) {
      String state = "" + line.ending().letter() + line.phase().letter();
      counts.merge(state + " " + line.server(), 1, Integer::sum);
    }
    assertThat(counts).isEqualTo(expected);
  }

  private static void assertServed(Proxied proxied) throws IOException {
    try (Socket client = proxied.connect()) {
      client.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
  }

  private static void assertRecovered(Proxied proxied) throws Exception {
    Eventually.until(
        "all are gone",
        () -> proxied.stats().clients() == 0 && proxied.stats().total().connections() == 0);
    assertThat(proxied.stats().refusals().values()).containsOnly(0L);
  }

  private static long direct() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
