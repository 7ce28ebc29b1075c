package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.ConnectFailure.CLOSED_UNANSWERED;
import static io.vipgate.lb.proxy.ConnectFailure.GIVEN_UP;
import static io.vipgate.lb.proxy.ConnectFailure.RESET_UNANSWERED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that dies between its kernel's accept and its first byte: see decision record 0003. */
@Timeout(60)
class ReplayTest {
  private static final byte[] ANSWER = "ServerHello".getBytes(US_ASCII);

  private final byte[] hello = Hello.real();
  private final BlockingQueue<byte[]> seen = new LinkedBlockingQueue<>();

  @Test
  void aServerThatResetsAfterTheClientHelloCostsNothing() throws Exception {
    assertReplayed(resettingAfter(hello.length), RESET_UNANSWERED);
  }

  @Test
  void aServerThatClosesAfterTheClientHelloCostsNothing() throws Exception {
    TestServer.Behaviour close = socket -> socket.getInputStream().readNBytes(hello.length);
    assertReplayed(close, CLOSED_UNANSWERED);
  }

  @Test
  void aServerThatResetsInTheMiddleOfTheClientHelloCostsNothing() throws Exception {
    try (var a = new TestServer("a", resettingAfter(100));
        var b = new TestServer("b", answering(hello.length));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello, 0, 100);
      Eventually.until("shown to b", () -> b.accepted() == 1);
      client.getOutputStream().write(hello, 100, hello.length - 100);
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(hello);
    }
  }

  /** The kernel accepts and acknowledges; the process never does, and then dies. */
  @Test
  void aServerThatDiesWithTheConnectionInItsAcceptQueueCostsNothing() throws Exception {
    ServerSocket a = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    try (var b = new TestServer("b", answering(hello.length));
        var proxied =
            Proxied.to(
                List.of(
                    new Server("a", (InetSocketAddress) a.getLocalSocketAddress()), b.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      Eventually.until("sent to a", () -> proxied.stats().total().bytesToServer() == hello.length);
      a.close();
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      assertThat(proxied.stats().replays()).isEqualTo(1);
    }
  }

  @Test
  void aClientThatHasSaidNothingGetsAnotherServer() throws Exception {
    TestServer.Behaviour reset = TestServer::reset;
    try (var a = new TestServer("a", reset);
        var b = new TestServer("b", answering(3));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      Eventually.until("moved to b", () -> b.accepted() == 1);
      client.getOutputStream().write("abc".getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      assertThat(proxied.stats().retries()).isEqualTo(1);
      assertThat(proxied.stats().replays()).isZero();
    }
  }

  @Test
  void afterAReplayTheConnectionIsLikeAnyOther() throws Exception {
    TestServer.Behaviour answerAndEcho =
        socket -> {
          seen.add(socket.getInputStream().readNBytes(hello.length));
          socket.getOutputStream().write(ANSWER);
          TestServer.ECHO.serve(socket);
        };
    try (var a = new TestServer("a", resettingAfter(hello.length));
        var b = new TestServer("b", answerAndEcho);
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      byte[] more = new byte[1_000_000];
      Arrays.fill(more, (byte) 5);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.getOutputStream().write(more);
                  client.shutdownOutput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(more);
      writing.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServerThatTheChecksGiveUpLosesItsUnansweredClientsToOthers() throws Exception {
    try (var a = new TestServer("a", TestServer.SILENT);
        var b = new TestServer("b", answering(hello.length));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      Eventually.until("sent to a", () -> proxied.stats().total().bytesToServer() == hello.length);
      proxied.pool.setState("a", ServerState.DOWN);
      assertThat(proxied.frontend.resetServer("a").toCompletableFuture().get(20, TimeUnit.SECONDS))
          .as("reset")
          .isZero();
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      assertThat(failures(proxied, "a", GIVEN_UP)).isEqualTo(1);
    }
  }

  @Test
  void anotherProtocolIsNeverReplayed() throws Exception {
    assertNotReplayed("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
  }

  @Test
  void earlyDataIsNeverReplayed() throws Exception {
    assertNotReplayed(Hello.withExtension(42));
  }

  @Test
  void moreThanAClientHelloIsNeverReplayed() throws Exception {
    byte[] more = Arrays.copyOf(hello, hello.length + 6);
    System.arraycopy(new byte[] {20, 3, 3, 0, 1, 1}, 0, more, hello.length, 6);
    assertNotReplayed(more);
  }

  @Test
  void moreThanTheBoundIsNeverReplayed() throws Exception {
    assertReplayed(Hello.padded(16_000), resettingAfter(16_000), RESET_UNANSWERED);
    seen.clear();
    assertNotReplayed(Hello.padded(16_500));
  }

  @Test
  void nothingIsReplayedAfterAByteOfTheServer() throws Exception {
    TestServer.Behaviour alertAndReset =
        socket -> {
          socket.getInputStream().readNBytes(hello.length);
          socket.getOutputStream().write(21);
          socket.getInputStream().read();
          TestServer.reset(socket);
        };
    try (var a = new TestServer("a", alertAndReset);
        var b = new TestServer("b", answering(1));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      assertThat(client.getInputStream().read()).isEqualTo(21);
      client.getOutputStream().write(0);
      assertReset(client);
      assertThat(b.accepted()).isZero();
    }
  }

  @Test
  void nothingIsReplayedAfterTheClientsEnd() throws Exception {
    TestServer.Behaviour resetAfterTheEnd =
        socket -> {
          socket.getInputStream().readAllBytes();
          TestServer.reset(socket);
        };
    try (var a = new TestServer("a", resetAfterTheEnd);
        var b = new TestServer("b", answering(1));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      client.shutdownOutput();
      assertReset(client);
      assertThat(b.accepted()).isZero();
    }
  }

  @Test
  void nothingIsReplayedLate() throws Exception {
    CompletableFuture<Void> late = new CompletableFuture<>();
    TestServer.Behaviour resetLate =
        socket -> {
          socket.getInputStream().readNBytes(hello.length);
          late.join();
          TestServer.reset(socket);
        };
    FrontendConfig config =
        Proxied.config(List.of(Proxied.at("127.0.0.1", 0)), Duration.ofMillis(100), 3);
    try (var a = new TestServer("a", resetLate);
        var b = new TestServer("b", answering(1));
        var proxied = Proxied.with(config, List.of(a.asServer(), b.asServer()));
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      long sent = System.nanoTime();
      Eventually.until("late", () -> System.nanoTime() - sent > 300_000_000);
      late.complete(null);
      assertReset(client);
      assertThat(b.accepted()).isZero();
    }
  }

  @Test
  void whenEveryServerDiesUnansweredTheClientIsReset() throws Exception {
    try (var a = new TestServer("a", resettingAfter(hello.length));
        var b = new TestServer("b", resettingAfter(hello.length));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      assertReset(client);
      assertThat(a.accepted()).isEqualTo(1);
      assertThat(b.accepted()).isEqualTo(1);
      assertThat(failures(proxied, "a", RESET_UNANSWERED)).isEqualTo(1);
      assertThat(failures(proxied, "b", RESET_UNANSWERED)).isEqualTo(1);
    }
  }

  @Test
  void whenEveryServerClosesUnansweredTheClientSeesTheClose() throws Exception {
    TestServer.Behaviour close = socket -> socket.getInputStream().readNBytes(hello.length);
    try (var a = new TestServer("a", close);
        var b = new TestServer("b", close);
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(hello);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(b.accepted()).isEqualTo(1);
    }
  }

  @Test
  void theFlightIsGoneOnceItIsForfeited() {
    FirstFlight flight = new FirstFlight(new FlightBudget(FlightBudget.BYTES));
    flight.add(java.nio.ByteBuffer.wrap(hello), hello.length);
    assertThat(flight.after(new byte[0])).isEqualTo(hello);
    assertThat(flight.isReplayable()).isTrue();
    flight.forfeit();
    flight.add(java.nio.ByteBuffer.wrap(hello), hello.length);
    assertThat(flight.after(new byte[0])).isEmpty();
    assertThat(flight.isReplayable()).isFalse();
  }

  @Test
  void flightsAreKeptOnlyWhileAllTogetherAreSmall() {
    FlightBudget budget = new FlightBudget(2 * hello.length + 1);
    FirstFlight first = flightOf(budget);
    assertThat(flightOf(budget).isReplayable()).isTrue();
    assertThat(flightOf(budget).isReplayable()).isFalse();
    first.forfeit();
    first.forfeit();
    assertThat(flightOf(budget).isReplayable()).isTrue();
    assertThat(flightOf(budget).isReplayable()).isFalse();
  }

  private FirstFlight flightOf(FlightBudget budget) {
    FirstFlight flight = new FirstFlight(budget);
    flight.add(java.nio.ByteBuffer.wrap(hello), hello.length);
    return flight;
  }

  private void assertReplayed(TestServer.Behaviour dying, ConnectFailure counted) throws Exception {
    assertReplayed(hello, dying, counted);
  }

  private void assertReplayed(byte[] flight, TestServer.Behaviour dying, ConnectFailure counted)
      throws Exception {
    try (var a = new TestServer("a", dying);
        var b = new TestServer("b", answering(flight.length));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(flight);
      assertThat(client.getInputStream().readNBytes(ANSWER.length)).isEqualTo(ANSWER);
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(flight);
      assertThat(a.accepted()).isEqualTo(1);
      FrontendStats stats = proxied.stats();
      assertThat(stats.replays()).isEqualTo(1);
      assertThat(stats.refusals().values()).containsOnly(0L);
      assertThat(failures(proxied, "a", counted)).isEqualTo(1);
      assertThat(stats.server("a").connections()).isZero();
    }
  }

  private void assertNotReplayed(byte[] flight) throws Exception {
    try (var a = new TestServer("a", resettingAfter(flight.length));
        var b = new TestServer("b", answering(1));
        var proxied = Proxied.to(a, b);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(flight);
      assertReset(client);
      assertThat(proxied.stats().replays()).isZero();
      assertThat(b.accepted()).isZero();
      assertThat(seen).isEmpty();
    }
  }

  private static TestServer.Behaviour resettingAfter(int bytes) {
    return socket -> {
      assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
      TestServer.reset(socket);
    };
  }

  private TestServer.Behaviour answering(int afterBytes) {
    return socket -> {
      seen.add(socket.getInputStream().readNBytes(afterBytes));
      socket.getOutputStream().write(ANSWER);
    };
  }

  private static long failures(Proxied proxied, String server, ConnectFailure reason) {
    return proxied.stats().server(server).connectFailures().getOrDefault(reason, -1L);
  }

  private static void assertReset(Socket client) throws IOException {
    try {
      int read = client.getInputStream().read();
      throw new AssertionError("read " + read);
    } catch (SocketException expected) {
      assertThat(expected).hasMessageContaining("reset");
    }
  }
}
