package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that a busy loop has handed over to a second one are what they were. */
@Timeout(60)
class HandoverTest {
  private static final int CLIENTS = 8;

  /** Seven turns for ten of the first loop. */
  private static final int AWAY = 3;

  /** So much at once is bulk, and fits into the kernel's buffers. */
  private static final byte[] BULK = new byte[4 * Pipe.BULK];

  private final SeemingLoad load = new SeemingLoad();
  private final List<Socket> clients = new ArrayList<>();
  private final ExecutorService talkers = Executors.newCachedThreadPool();

  @AfterEach
  void closeAll() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    talkers.shutdownNow();
  }

  @Test
  void aPartOfThemGoesAndNobodyNoticesIt() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      for (int i = 0; i < 1000; i++) {
        clients.forEach(HandoverTest::say);
      }
      assertThat(proxied.stats().handedOver()).as("it has enough now").isEqualTo(AWAY);
      assertThat(proxied.stats().clients()).isEqualTo(CLIENTS);
      assertThat(proxied.stats().server("a").connections()).isEqualTo(CLIENTS);
      assertThat(proxied.stats().server("a").connectionsTotal()).isEqualTo(CLIENTS);
      // A byte is counted behind its send, and may have been read by then.
      Eventually.until(
          "all that came back is counted",
          () -> {
            ServerStats counted = proxied.stats().server("a");
            return counted.bytesToServer() > 1000 * CLIENTS
                && counted.bytesToServer() == counted.bytesToClient();
          });
      assertThat(server.accepted()).isEqualTo(CLIENTS);
    }
  }

  @Test
  void whatIsSaidMeanwhileArrivesWholeAndInOrder() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      open(proxied);
      List<CompletableFuture<Void>> transfers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int seed = i;
        Socket client = clients.get(i);
        transfers.add(CompletableFuture.runAsync(() -> talk(client, seed), talkers));
      }
      CompletableFuture.allOf(transfers.toArray(CompletableFuture[]::new)).join();
      assertThat(proxied.stats().handedOver()).isPositive();
    }
  }

  @Test
  void aDeadServersAreResetWhereverTheyAre() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      assertThat(get(proxied.frontend.resetServer("a"))).isEqualTo(CLIENTS);
      clients.forEach(HandoverTest::assertReset);
      Eventually.until("none is counted", () -> proxied.stats().clients() == 0);
      assertThat(proxied.stats().server("a").connections()).isZero();
      assertThat(proxied.stats().server("a").resets()).isEqualTo(CLIENTS);
    }
  }

  @Test
  void thoseOnAnAddressThatLeavesAreResetWhereverTheyAre() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      assertThat(get(proxied.frontend.resetLocal(TestServer.literal("127.0.0.1"))))
          .isEqualTo(CLIENTS);
      clients.forEach(HandoverTest::assertReset);
    }
  }

  @Test
  void oneThatLeavesMakesRoomAtItsServer() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied =
            to(server.asServer().withOptions(ServerOptions.DEFAULT.withMaxConnections(CLIENTS)))) {
      untilHandedOver(proxied);
      for (Socket client : List.copyOf(clients)) {
        Socket next = connect(proxied);
        Eventually.until("it waits", () -> proxied.stats().queued() == 1);
        client.close();
        say(next);
        assertThat(proxied.stats().clients()).isEqualTo(CLIENTS);
      }
    }
  }

  @Test
  void oneThatLeavesMakesRoomForTheNextClient() throws Exception {
    Admission few = new Admission(CLIENTS, null, 0, List.of(), List.of(), List.of());
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = with(config().with(few), server.asServer())) {
      untilHandedOver(proxied);
      for (Socket client : List.copyOf(clients)) {
        long before = pauses(proxied);
        Socket next = connect(proxied);
        Eventually.until("it waits", () -> pauses(proxied) > before);
        assertThat(proxied.stats().clients()).isEqualTo(CLIENTS);
        client.close();
        say(next);
      }
    }
  }

  @Test
  void oneIsShedAtATimeWhereverItIs() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      for (int i = 1; i <= CLIENTS; i++) {
        int gone = i;
        Eventually.until("one is shed", () -> get(proxied.frontend.shed("a")) == 1);
        Eventually.until("it is gone", () -> proxied.stats().clients() == CLIENTS - gone);
      }
      for (Socket client : clients) {
        assertThat(client.getInputStream().read()).as("the end, and no reset").isEqualTo(-1);
      }
      assertThat(proxied.stats().server("a").shed()).isEqualTo(CLIENTS);
      assertThat(get(proxied.frontend.shed("a"))).isZero();
    }
  }

  @Test
  void aFinishWaitsForThem() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      CompletableFuture<Void> closed =
          proxied.frontend.close(Remaining.FINISH).toCompletableFuture();
      get(proxied.frontend.nextTurn());
      for (Socket client : clients) {
        assertThat(closed).isNotDone();
        say(client);
        client.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
      closed.get(20, TimeUnit.SECONDS);
      assertThat(proxied.stats().clients()).isZero();
      assertThat(proxied.stats().resets()).isZero();
    }
  }

  @Test
  void theirTimeoutsGoOn() throws Exception {
    long ns = TimeUnit.MILLISECONDS.toNanos(400);
    Timeouts timeouts = new Timeouts(Timeouts.DEFAULT_QUEUE_NS, ns, 0, 0, 0);
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = with(config().with(timeouts), server.asServer())) {
      untilHandedOver(proxied);
      clients.forEach(HandoverTest::assertReset);
      assertThat(proxied.stats().idle()).containsEntry(Idle.CLIENT, (long) CLIENTS);
    }
  }

  @Test
  void theirLinesTellAllOfThem() throws Exception {
    BlockingQueue<ConnectionRecord> records = new LinkedBlockingQueue<>();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = with(config().with((ConnectionLog) records::add), server.asServer())) {
      untilHandedOver(proxied);
      long before = proxied.stats().total().bytesToServer();
      long bytes = 0;
      for (int i = 0; i < CLIENTS; i++) {
        clients.get(i).close();
        ConnectionRecord record = records.poll(20, TimeUnit.SECONDS);
        assertThat(record).isNotNull();
        assertThat(record.ending()).isEqualTo(Ending.DONE);
        assertThat(record.server()).isEqualTo("a");
        bytes += record.bytesToServer();
      }
      assertThat(bytes).isEqualTo(before);
    }
  }

  @Test
  void loopsThatShutDownTakeThemWithThem() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      untilHandedOver(proxied);
      proxied.shutDownLoops();
      clients.forEach(HandoverTest::assertReset);
      proxied.frontend.close(Remaining.RESET).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void bothThreadsAreForThroughputWhileTheyHaveMuchToDo() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      open(proxied);
      assertThat(load.hurried()).isEmpty();
      Eventually.until(
          "both are",
          () -> {
            clients.forEach(HandoverTest::say);
            return load.hurried().equals(Set.of(0, 1));
          });
      assertThat(load.threads()).hasSize(2);
      load.seemIdle();
      Eventually.until("none is any more", load.threads()::isEmpty);
    }
  }

  @Test
  void aLoopWithTimeToSpareKeepsThem() throws Exception {
    load.seemIdle();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      open(proxied);
      for (int i = 0; i < 3 * Workload.WINDOW / CLIENTS; i++) {
        clients.forEach(HandoverTest::say);
      }
      assertThat(proxied.stats().handedOver()).isZero();
      assertThat(load.hurried()).isEmpty();
    }
  }

  @Test
  void whoMovesBytesInBulkStays() throws Exception {
    load.seemIdle();
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = to(server.asServer())) {
      open(proxied);
      // The kernel's buffers grow with what they are used for.
      for (Socket client : clients) {
        for (int i = 0; i < 16; i++) {
          echo(client, () -> client.getOutputStream().write(BULK));
        }
      }
      load.seemBusy();
      for (int i = 0; i < 25; i++) {
        for (Socket client : clients) {
          echo(
              client,
              () ->
                  proxied.whileTheLoopIsBusy(
                      () -> {
                        client.getOutputStream().write(BULK);
                        return null;
                      }));
        }
      }
      assertThat(proxied.stats().handedOver()).isZero();
      untilHandedOver(proxied);
    }
  }

  private interface Saying {
    void say() throws Exception;
  }

  private static void echo(Socket client, Saying saying) throws Exception {
    saying.say();
    assertThat(client.getInputStream().readNBytes(BULK.length)).hasSize(BULK.length);
  }

  private Proxied to(Server server) {
    return with(config(), server);
  }

  private Proxied with(FrontendConfig config, Server server) {
    return Proxied.onTwoLoops(config, List.of(server), load);
  }

  private static FrontendConfig config() {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
  }

  private void open(Proxied proxied) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      connect(proxied);
    }
  }

  private Socket connect(Proxied proxied) throws IOException {
    Socket client = proxied.connect();
    clients.add(client);
    return client;
  }

  private void untilHandedOver(Proxied proxied) throws Exception {
    open(proxied);
    Eventually.until(
        "as many as shall be",
        () -> {
          clients.forEach(HandoverTest::say);
          return proxied.stats().handedOver() >= AWAY;
        });
  }

  private static long pauses(Proxied proxied) {
    return proxied.stats().acceptPauses().getOrDefault(AcceptPause.PROXY_LIMIT, 0L);
  }

  private static void say(Socket client) {
    try {
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Says a few bytes at a time, and hears the same. */
  private static void talk(Socket client, int seed) {
    Random random = new Random(seed);
    try {
      OutputStream out = client.getOutputStream();
      for (int i = 0; i < 3000; i++) {
        byte[] said = new byte[1 + random.nextInt(i % 100 == 0 ? 200_000 : 200)];
        random.nextBytes(said);
        out.write(said);
        assertThat(Arrays.equals(client.getInputStream().readNBytes(said.length), said)).isTrue();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  private static int get(CompletionStage<Integer> count) {
    return count.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
