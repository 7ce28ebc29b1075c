package io.vipgate.lb.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of one connection pair, and its ends. */
@Timeout(60)
class RelayTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 64 << 10, 256 << 10, (256 << 10) + 1, 8 << 20, 64 << 20})
  void bothDirectionsAtOnceArriveWhole(int size) throws Exception {
    CompletableFuture<Long> atServer = new CompletableFuture<>();
    TestServer.Behaviour exchange =
        socket -> {
          CompletableFuture<Void> sent = sendRandom(socket, 2, size);
          atServer.complete(checksumOfAll(socket.getInputStream()));
          sent.join();
        };
    try (var server = new TestServer("a", exchange);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      CompletableFuture<Void> sent = sendRandom(client, 1, size);
      long atClient = checksumOfAll(client.getInputStream());
      sent.get(30, TimeUnit.SECONDS);
      assertThat(atServer.get(30, TimeUnit.SECONDS)).isEqualTo(checksumOfRandom(1, size));
      assertThat(atClient).isEqualTo(checksumOfRandom(2, size));
      Eventually.until("closed", () -> proxied.stats().clients() == 0);
      ServerStats stats = proxied.stats().total();
      assertThat(stats.bytesToServer()).isEqualTo(size);
      assertThat(stats.bytesToClient()).isEqualTo(size);
      assertThat(stats.resets()).isZero();
    }
  }

  @Test
  void tinyWritesArriveInOrder() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      client.setTcpNoDelay(true);
      for (int i = 0; i < 2000; i++) {
        client.getOutputStream().write(i);
        assertThat(client.getInputStream().read()).isEqualTo(i & 0xff);
      }
    }
  }

  /**
   * Without the end of the stream no event comes after the last byte: nothing may be left lying.
   */
  @Test
  void whatIsSentBeforeASilenceArrivesWhole() throws Exception {
    int size = 24 << 20;
    TestServer.Behaviour acknowledge =
        socket -> {
          while (true) {
            socket.getInputStream().skipNBytes(size);
            socket.getOutputStream().write(1);
          }
        };
    try (var server = new TestServer("a", acknowledge);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      byte[] bytes = new byte[size];
      for (int i = 0; i < 20; i++) {
        client.getOutputStream().write(bytes);
        assertThat(client.getInputStream().read()).isEqualTo(1);
      }
    }
  }

  @Test
  void clientEndsFirstAndStillGetsTheResponse() throws Exception {
    TestServer.Behaviour answerAfterTheEnd =
        socket -> {
          byte[] upload = socket.getInputStream().readAllBytes();
          socket.getOutputStream().write(("got " + upload.length).getBytes(US_ASCII));
        };
    try (var server = new TestServer("a", answerAfterTheEnd);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      client.getOutputStream().write(new byte[3_000_000]);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("got 3000000");
    }
  }

  @Test
  void aClientThatSaysAllAndEndsAtOnceIsServed() throws Exception {
    TestServer.Behaviour answerAfterTheEnd =
        socket -> socket.getOutputStream().write(socket.getInputStream().readAllBytes());
    try (var server = new TestServer("a", answerAfterTheEnd);
        var proxied = Proxied.to(server)) {
      for (int i = 0; i < 200; i++) {
        try (Socket client = proxied.connect()) {
          client.getOutputStream().write("all".getBytes(US_ASCII));
          client.shutdownOutput();
          assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("all");
        }
      }
    }
  }

  @Test
  void serverEndsFirstAndStillGetsTheUpload() throws Exception {
    CompletableFuture<Integer> received = new CompletableFuture<>();
    TestServer.Behaviour endThenRead =
        socket -> {
          socket.getOutputStream().write("bye".getBytes(US_ASCII));
          socket.shutdownOutput();
          received.complete(socket.getInputStream().readAllBytes().length);
        };
    try (var server = new TestServer("a", endThenRead);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("bye");
      client.getOutputStream().write(new byte[3_000_000]);
      client.shutdownOutput();
      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(3_000_000);
    }
  }

  @Test
  void aResetOfTheClientReachesTheServer() throws Exception {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    TestServer.Behaviour readOn =
        socket -> {
          socket.getOutputStream().write(1);
          seen.complete(failureOfReadingOn(socket));
        };
    try (var server = new TestServer("a", readOn);
        var proxied = Proxied.to(server)) {
      Socket client = proxied.connect();
      assertThat(client.getInputStream().read()).isEqualTo(1);
      TestServer.reset(client);
      assertThat(seen.get(20, TimeUnit.SECONDS))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void aResetOfTheServerReachesTheClientAfterWhatItHadSaid() throws Exception {
    TestServer.Behaviour sayAndReset =
        socket -> {
          socket.getOutputStream().write("413".getBytes(US_ASCII));
          assertThat(socket.getInputStream().read()).isEqualTo('x');
          TestServer.reset(socket);
        };
    try (var server = new TestServer("a", sayAndReset);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("413");
      client.getOutputStream().write('x');
      assertThat(failureOfReadingOn(client))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      Eventually.until("counted", () -> proxied.stats().total().resets() == 1);
    }
  }

  /** Both are there when the loop looks: the reset must not overtake the bytes. */
  @Test
  void whatTheServerSaidRightBeforeItsResetIsNotLost() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    TestServer.Behaviour sayAndReset =
        socket -> {
          socket.getOutputStream().write(1);
          go.join();
          socket.getOutputStream().write("413".getBytes(US_ASCII));
          TestServer.reset(socket);
          gone.complete(null);
        };
    try (var server = new TestServer("a", sayAndReset);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(1);
      proxied.whileTheLoopIsBusy(
          () -> {
            go.complete(null);
            return gone.get(20, TimeUnit.SECONDS);
          });
      assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("413");
      assertThat(failureOfReadingOn(client)).hasMessageContaining("reset");
    }
  }

  /** After the client's FIN a reset shows as EPOLLERR only: reading the client says "end" again. */
  @Test
  void aResetAfterTheSameSidesEndReachesTheOtherSide() throws Exception {
    CountDownLatch endSeen = new CountDownLatch(1);
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    TestServer.Behaviour endThenWrite =
        socket -> {
          socket.getInputStream().readAllBytes();
          endSeen.countDown();
          seen.complete(failureOfWritingOn(socket));
        };
    try (var server = new TestServer("a", endThenWrite);
        var proxied = Proxied.to(server)) {
      Socket client = proxied.connect();
      client.shutdownOutput();
      assertThat(endSeen.await(20, TimeUnit.SECONDS)).isTrue();
      TestServer.reset(client);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
      Eventually.until("closed", () -> proxied.stats().clients() == 0);
    }
  }

  @Test
  void aResetWhileTheOtherSideIsStalledIsCarriedAtOnce() throws Exception {
    CompletableFuture<Void> stalled = new CompletableFuture<>();
    TestServer.Behaviour flood =
        socket -> {
          socket.setSoTimeout(20_000);
          CompletableFuture<Void> flooding = sendRandom(socket, 3, 256 << 20);
          stalled.join();
          TestServer.reset(socket);
          flooding.handle((done, failed) -> 0).join();
        };
    try (var server = new TestServer("a", flood);
        var proxied = Proxied.to(server);
        Socket client = proxied.connect()) {
      proxied.untilNothingMoves();
      stalled.complete(null);
      Eventually.until("closed", () -> proxied.stats().clients() == 0);
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aStalledReceiverStopsTheReadingAndTheRestArrivesLater() throws Exception {
    int size = 48 << 20;
    TestServer.Behaviour flood = socket -> sendRandom(socket, 4, size).join();
    try (var server = new TestServer("a", flood);
        var proxied = Proxied.to(server);
        Socket client = new Socket()) {
      client.setReceiveBufferSize(64 << 10);
      client.connect(proxied.address());
      client.setSoTimeout(20_000);
      long taken = proxied.untilNothingMoves();
      // What the relay took from the server is in the client's and the relay's kernel buffers, plus
      // at most one read that is copied aside.
      assertThat(taken).isBetween(1L, (long) size / 2);
      assertThat(checksumOfAll(client.getInputStream())).isEqualTo(checksumOfRandom(4, size));
    }
  }

  private static Throwable failureOfReadingOn(Socket socket) {
    try {
      int end = socket.getInputStream().read();
      return new AssertionError("read " + end);
    } catch (IOException e) {
      return e;
    }
  }

  private static Throwable failureOfWritingOn(Socket socket) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try {
      while (System.nanoTime() - deadline < 0) {
        socket.getOutputStream().write(new byte[1000]);
      }
      return new AssertionError("writable still");
    } catch (IOException e) {
      return e;
    }
  }

  private static CompletableFuture<Void> sendRandom(Socket socket, int seed, int size) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            OutputStream out = socket.getOutputStream();
            random(seed, size, (bytes, length) -> out.write(bytes, 0, length));
            socket.shutdownOutput();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        work -> new Thread(work, "sender").start());
  }

  private static long checksumOfAll(InputStream in) throws IOException {
    CRC32 sum = new CRC32();
    byte[] bytes = new byte[64 << 10];
    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
      sum.update(bytes, 0, n);
    }
    return sum.getValue();
  }

  private static long checksumOfRandom(int seed, int size) throws IOException {
    CRC32 sum = new CRC32();
    random(seed, size, (bytes, length) -> sum.update(bytes, 0, length));
    return sum.getValue();
  }

  private interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }

  private static void random(int seed, int size, Sink sink) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = new byte[40_000];
    for (int left = size; left > 0; left -= bytes.length) {
      random.nextBytes(bytes);
      sink.take(bytes, Math.min(left, bytes.length));
    }
  }
}
