package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Silence that ends a connection, where it is asked for. */
@Timeout(60)
class IdleTimeoutTest {
  private static final Duration TIMEOUT = Duration.ofMillis(400);

  @ParameterizedTest
  @EnumSource(
      value = Idle.class,
      names = {"CLIENT", "SERVER", "TUNNEL"})
  void aSilentPairIsResetAndCounted(Idle timeout) throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(timeout), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      // A word now and then, for longer than the timeout.
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < 2 * TIMEOUT.toNanos()) {
        client.getOutputStream().write(1);
        assertThat(client.getInputStream().read()).isEqualTo(1);
      }
      long silentSince = System.nanoTime();
      assertReset(client);
      assertThat(System.nanoTime() - silentSince)
          .isGreaterThan(TIMEOUT.toNanos() - TimeUnit.MILLISECONDS.toNanos(60));
      assertThat(proxied.stats().idle()).isEqualTo(only(timeout));
      assertThat(proxied.stats().resets()).isEqualTo(1);
    }
  }

  @Test
  void aHalfThatLivesOnIsResetWhenItFallsSilent() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    TestServer.Behaviour staying =
        socket -> {
          socket.getInputStream().readAllBytes();
          socket.getOutputStream().write(1);
          await(done);
        };
    try (var server = new TestServer("a", staying);
        var proxied = Proxied.with(config(Idle.HALF_CLOSED), List.of(server.asServer()));
        Socket client = proxied.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(1);
      assertReset(client);
      assertThat(proxied.stats().idle()).isEqualTo(only(Idle.HALF_CLOSED));
    } finally {
      done.countDown();
    }
  }

  @Test
  void anOpenPairIsNotHalfClosed() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.with(config(Idle.HALF_CLOSED), List.of(server.asServer()));
        Socket silent = proxied.connect();
        Socket other = proxied.connect()) {
      other.shutdownOutput();
      assertThat(other.getInputStream().read()).isEqualTo(-1);
      silent.setSoTimeout((int) TIMEOUT.toMillis() * 2);
      assertThatThrownBy(() -> silent.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      silent.getOutputStream().write(1);
      assertThat(silent.getInputStream().read()).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<Idle, Long> only(Idle timeout) {
    Map<Idle, Long> counts = new EnumMap<>(Idle.class);
    for (Idle each : Idle.values()) {
      counts.put(each, each == timeout ? 1L : 0L);
    }
    return counts;
  }

  private static FrontendConfig config(Idle timeout) {
    long ns = TIMEOUT.toNanos();
    long queue = Timeouts.DEFAULT_QUEUE_NS;
    return Proxied.config(List.of(Proxied.at("127.0.0.1", 0)))
        .with(
            switch (timeout) {
              case CLIENT -> new Timeouts(queue, ns, 0, 0, 0);
              case SERVER -> new Timeouts(queue, 0, ns, 0, 0);
              case TUNNEL -> new Timeouts(queue, 1, 1, ns, 0);
              case HALF_CLOSED -> new Timeouts(queue, 0, 0, 0, ns);
            });
  }

  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }
}
