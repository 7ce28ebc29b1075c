package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerOptions;
import io.vipgate.lb.pool.ServerState;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers with room for so many, and the clients who wait for it. */
@Timeout(60)
class QueueTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void whoFindsNoRoomWaitsAndIsServedInTurn() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1)))) {
      Socket first = proxied.connect();
      assertEcho(first);
      List<Socket> line = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        line.add(proxied.connect());
        int waiting = i + 1;
        Eventually.until("it waits", () -> proxied.stats().queued() == waiting);
      }
      assertThat(a.accepted()).isEqualTo(1);
      first.close();
      for (int i = 0; i < 3; i++) {
        assertEcho(line.get(i));
        assertThat(a.accepted()).isEqualTo(2 + i);
        assertThat(proxied.stats().queued()).isEqualTo(2 - i);
        line.get(i).close();
      }
    }
  }

  @Test
  void roomElsewhereIsTakenBeforeAnyWait() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1), limited(b, 3)))) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(proxied.connect());
        assertEcho(clients.get(i));
      }
      assertThat(a.accepted()).isEqualTo(1);
      assertThat(b.accepted()).isEqualTo(3);
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoWaitsForTooLongIsResetAndCounted() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(Duration.ofMillis(300)), List.of(limited(a, 1)));
        Socket first = proxied.connect()) {
      assertEcho(first);
      long begin = System.nanoTime();
      try (Socket second = proxied.connect()) {
        assertReset(second);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
      assertThat(proxied.stats().refusals()).containsEntry(Refusal.QUEUE_TIMEOUT, 1L);
      assertThat(proxied.stats().queued()).isZero();
      assertEcho(first);
    }
  }

  @Test
  void whoLeavesWhileWaitingMakesNoGap() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1)))) {
      Socket first = proxied.connect();
      assertEcho(first);
      try (Socket leaving = proxied.connect();
          Socket staying = proxied.connect()) {
        Eventually.until("both wait", () -> proxied.stats().queued() == 2);
        TestServer.reset(leaving);
        Eventually.until("it left", () -> proxied.stats().queued() == 1);
        assertThat(proxied.stats().abandoned()).isEqualTo(1);
        first.close();
        assertEcho(staying);
      }
    }
  }

  /** The queue is looked at when a connection ends, and here none does. */
  @Test
  void aServerThatComesBackTakesThoseWhoWait() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1), b.asServer()))) {
      proxied.pool.setState("b", ServerState.MAINT);
      try (Socket first = proxied.connect();
          Socket second = proxied.connect()) {
        assertEcho(first);
        Eventually.until("it waits", () -> proxied.stats().queued() == 1);
        proxied.pool.setState("b", ServerState.READY);
        assertEcho(second);
        assertThat(b.accepted()).isEqualTo(1);
      }
    }
  }

  @Test
  void aDeadServersRoomIsNoRoom() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1), limited(b, 1)))) {
      Socket first = proxied.connect();
      Socket second = proxied.connect();
      assertEcho(first);
      assertEcho(second);
      try (Socket third = proxied.connect()) {
        Eventually.until("it waits", () -> proxied.stats().queued() == 1);
        proxied.pool.setState("a", ServerState.DOWN);
        proxied.frontend.resetServer("a").toCompletableFuture().join();
        assertReset(first);
        assertThat(proxied.stats().queued()).isEqualTo(1);
        second.close();
        assertEcho(third);
        assertThat(b.accepted()).isEqualTo(2);
      }
      first.close();
    }
  }

  @Test
  void closingResetsThoseWhoWait() throws Exception {
    try (var a = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(LONG), List.of(limited(a, 1)));
        Socket first = proxied.connect();
        Socket second = proxied.connect()) {
      assertEcho(first);
      Eventually.until("it waits", () -> proxied.stats().queued() == 1);
      proxied.frontend.close(Remaining.RESET).toCompletableFuture().join();
      assertReset(second);
      assertThat(proxied.stats().queued()).isZero();
    }
  }

  private static FrontendConfig config(Duration queueTimeout) {
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0)))
        .with(new Timeouts(queueTimeout.toNanos(), 0, 0, 0, 0));
  }

  private static Server limited(TestServer server, int max) {
    return server.asServer().withOptions(ServerOptions.DEFAULT.withMaxConnections(max));
  }

  private static void assertEcho(Socket client) throws IOException {
    client.getOutputStream().write(1);
    assertThat(client.getInputStream().read()).isEqualTo(1);
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }
}
