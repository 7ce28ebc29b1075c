package io.vipgate.lab.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose relay thread has more to do than is good, as the kernel's accounts say: a second
 * one takes connections over, and neither they nor their counts nor orders notice. Needs two
 * processors.
 */
@Timeout(120)
class HandedOverTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CLIENTS = 16;
  private static final int MESSAGE = 4096;

  /** Messages of each client after one of them was handed over, to see that they arrive. */
  private static final int AFTERWARDS = 500;

  private static final String CHECK =
      "  check { type = tcp, interval = 200ms, fall = 2, rise = 1 }\n";
  private static final String HANDED_OVER = "vipgate_proxy_handed_over_total{proxy=\"busy\"}";
  private static final String CONNECTIONS =
      "vipgate_server_connections{proxy=\"busy\",server=\"s1\"}";

  @TempDir private Path directory;
  private final LongAdder echoed = new LongAdder();

  @Test
  void connectionsGoOnAtASecondThread() throws Exception {
    try (Backend server = new Backend("s1", false);
        Worker vipgate = new Worker(directory, Map.of("busy", CHECK + server.line("")))) {
      vipgate.awaitState("busy", "s1", "ready");
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(vipgate.connect("busy"));
      }

      CountDownLatch enough = new CountDownLatch(1);
      List<CompletableFuture<Void>> echoing =
          clients.stream()
              .map(client -> CompletableFuture.runAsync(() -> echo(client, enough), this::start))
              .toList();
      Await.until("it is relieved", SOON, () -> handedOver(vipgate) > 0, vipgate::log);
      long then = echoed.sum();
      Await.until(
          "they go on", SOON, () -> echoed.sum() > then + CLIENTS * AFTERWARDS, vipgate::log);
      enough.countDown();
      CompletableFuture.allOf(echoing.toArray(CompletableFuture<?>[]::new))
          .get(20, TimeUnit.SECONDS);

      assertThat(handedOver(vipgate)).isBetween(1.0, CLIENTS - 1.0);
      assertThat(vipgate.log()).contains("busy: much to do: connections go on at a second thread");
      assertThat(vipgate.metric(CONNECTIONS)).isEqualTo(CLIENTS);

      vipgate.order("servers/busy/s1/maint");
      for (Socket client : clients) {
        assertThat(isReset(client)).isTrue();
      }
      vipgate.awaitMetric(CONNECTIONS, 0);
    }
  }

  private static double handedOver(Worker vipgate) {
    try {
      return vipgate.metric(HANDED_OVER);
    } catch (IOException e) {
      throw new LabException("metrics: value: " + e + " (expected: an answer)", e);
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "client");
    thread.setDaemon(true);
    thread.start();
  }

  /** As fast as it can, until it is enough. */
  private void echo(Socket client, CountDownLatch enough) {
    byte[] message = new byte[MESSAGE];
    try {
      for (byte round = 0; enough.getCount() > 0; round++) {
        Arrays.fill(message, round);
        client.getOutputStream().write(message);
        assertThat(client.getInputStream().readNBytes(MESSAGE)).isEqualTo(message);
        echoed.increment();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReset(Socket client) {
    try (client) {
      return client.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
