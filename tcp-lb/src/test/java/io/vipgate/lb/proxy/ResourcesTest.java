package io.vipgate.lb.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.vipgate.lb.pool.ServerState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Descriptors and memory: none is lost, and running out of them ends nothing. */
@Timeout(120)
class ResourcesTest {
  private static final long SETTLED_NS = 500_000_000L;
  private static final int SHORT_CONNECTIONS = 5000;
  private static final int CLIENTS = 4;
  private static final int STALLED = 250;

  /** What an allocator that takes memory in chunks may hold beyond what is asked of it. */
  private static final long CHUNKS = 16 << 20;

  @Test
  void shortConnectionsLeaveNothingBehind() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server)) {
      exchange(proxied, 50, 100);
      Eventually.until("warmed up", () -> proxied.stats().clients() == 0);
      long descriptors = descriptors();
      inParallel(
          () -> {
            exchange(proxied, SHORT_CONNECTIONS / CLIENTS, 1000);
            return null;
          });
      Eventually.until("all closed", () -> proxied.stats().clients() == 0);
      assertThat(proxied.stats().clientsTotal()).isEqualTo(50 + SHORT_CONNECTIONS);
      assertThat(proxied.stats().resets()).isZero();
      Eventually.until("descriptors back", () -> descriptors() <= descriptors);
    }
  }

  @Test
  void stalledReceiversHoldLittleTogetherAndGiveItBack() throws Exception {
    TestServer.Behaviour flood =
        socket -> {
          byte[] bytes = new byte[1 << 20];
          for (int i = 0; i < 64; i++) {
            socket.getOutputStream().write(bytes);
          }
        };
    try (var server = new TestServer("a", flood);
        var proxied = Proxied.to(server)) {
      long before = settledDirect();
      long limit = ReadBuffer.ASIDE_LIMIT + (long) STALLED * ReadBuffer.SMALL_READ + CHUNKS;
      // Five times: what is not given back adds up to more than the limit.
      for (int i = 0; i < 5; i++) {
        assertThat(heldByStalledReceivers(proxied) - before).isLessThanOrEqualTo(limit);
      }
    }
  }

  /** Loops that other tests have just ended may still be giving back theirs. */
  private static long settledDirect() throws Exception {
    long[] last = {direct(), System.nanoTime()};
    Eventually.until(
        "direct memory has been the same for a while",
        () -> {
          long now = System.nanoTime();
          if (direct() != last[0]) {
            last[0] = direct();
            last[1] = now;
          }
          return now - last[1] > SETTLED_NS;
        });
    return last[0];
  }

  @Test
  void aPoolThatChangesUnderLoadLosesNoConnection() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (var a = new TestServer("a", TestServer.ECHO);
        var b = new TestServer("b", TestServer.ECHO);
        var c = new TestServer("c", TestServer.ECHO);
        var proxied = Proxied.to(a, b, c)) {
      Thread changing =
          new Thread(
              () -> {
                Random random = new Random(6);
                String[] names = {"a", "b", "c"};
                while (!done.get()) {
                  String name = names[random.nextInt(names.length)];
                  ServerState[] states = ServerState.values();
                  ServerState state = states[random.nextInt(states.length)];
                  // All in maintenance at once would be an order to refuse.
                  boolean last = name.equals("c") && state == ServerState.MAINT;
                  proxied.pool.setState(name, last ? ServerState.DOWN : state);
                }
              });
      changing.start();
      try {
        inParallel(
            () -> {
              exchange(proxied, 300, 500);
              return null;
            });
      } finally {
        done.set(true);
        changing.join();
      }
      FrontendStats stats = proxied.stats();
      assertThat(stats.resets()).isZero();
      assertThat(stats.refusals().values()).containsOnly(0L);
      assertThat(stats.total().connectionsTotal()).isEqualTo(300 * CLIENTS);
    }
  }

  /** A process of its own with few descriptors: whoever does not fit waits, and all are served. */
  @Test
  void withoutDescriptorsAcceptingPausesAndResumes() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO)) {
      Process child = fewDescriptors(server);
      try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
        int port = Integer.parseInt(out.readLine());
        // Loads the classes, each of which is a file here; in a package they are one open archive.
        try (Socket first = new Socket()) {
          first.connect(Proxied.at("127.0.0.1", port));
          first.getOutputStream().write(1);
          assertThat(first.getInputStream().read()).isEqualTo(1);
        }
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          Socket client = new Socket();
          client.setSoTimeout(20_000);
          client.connect(Proxied.at("127.0.0.1", port));
          client.getOutputStream().write(i);
          clients.add(client);
        }
        // Descriptors for some of them only: the first ones must end before the last ones begin.
        for (int i = 0; i < 100; i++) {
          Socket client = clients.get(i);
          assertThat(client.getInputStream().read()).as("client %d", i).isEqualTo(i);
          client.close();
        }
        child.getOutputStream().close();
        String[] counts = out.readLine().split(" ", -1);
        assertThat(Long.parseLong(counts[0])).as("clients").isEqualTo(101);
        assertThat(Long.parseLong(counts[1])).as("pauses").isPositive();
        assertThat(Long.parseLong(counts[2])).as("refused or reset").isZero();
        assertThat(child.waitFor()).isZero();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  private static Process fewDescriptors(TestServer server) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n 100; exec \"$@\"",
            "sh",
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FewDescriptors.class.getName(),
            String.valueOf(server.asServer().address().getPort()));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static long heldByStalledReceivers(Proxied proxied) throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < STALLED; i++) {
      clients.add(proxied.connect());
    }
    proxied.untilNothingMoves();
    assertThat(proxied.stats().clients()).as("stalled").isEqualTo(STALLED);
    long held = direct();
    for (Socket client : clients) {
      client.close();
    }
    Eventually.until("all closed", () -> proxied.stats().clients() == 0);
    return held;
  }

  private static void exchange(Proxied proxied, int connections, int size) throws IOException {
    byte[] bytes = new byte[size];
    for (int i = 0; i < connections; i++) {
      try (Socket client = proxied.connect()) {
        client.getOutputStream().write(bytes);
        client.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).hasSize(size);
      }
    }
  }

  private static void inParallel(Callable<Void> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Void>> results = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        results.add(threads.submit(work));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long descriptors() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    }
  }

  private static long direct() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
