package io.vipgate.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vipgate.health.probe.Eventually;
import io.vipgate.health.probe.ProbeResult;
import io.vipgate.health.probe.ProbeSpec;
import io.vipgate.health.probe.ProbeType;
import io.vipgate.health.probe.Reason;
import io.vipgate.health.probe.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCheckerTest {
  private static final long MS = 1_000_000L;

  private final Recorder recorder = new Recorder();
  private final HealthChecker checker = new HealthChecker(recorder, 88);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer server;

  HealthCheckerTest() throws Exception {
    server = start(0);
  }

  @BeforeEach
  void watch() {
    checker.watch("apiserver/one", spec(20));
    awaitVerdicts(Verdict.READY);
  }

  @AfterEach
  void close() {
    checker.close();
    server.stop(0);
  }

  /** From ready through refusing and dead, and back. */
  @Test
  void followsAServerThroughItsLife() throws Exception {
    status.set(500);
    awaitVerdicts(Verdict.READY, Verdict.NOT_READY);
    stop(server);
    awaitVerdicts(Verdict.READY, Verdict.NOT_READY, Verdict.DEAD);
    server = start(server.getAddress().getPort());
    awaitVerdicts(Verdict.READY, Verdict.NOT_READY, Verdict.DEAD, Verdict.NOT_READY);
    status.set(200);
    awaitVerdicts(Verdict.READY, Verdict.NOT_READY, Verdict.DEAD, Verdict.NOT_READY, Verdict.READY);
    assertThat(recorder.changes.stream().map(HealthChange::explanation))
        .containsExactly(
            "first check: HTTP 200",
            "3 failures in a row, last: HTTP 500 (expected: 200-299)",
            "3 failures in a row, last: connect refused",
            "2 answers in a row, last: HTTP 500 (expected: 200-299)",
            "2 successes in a row, last: HTTP 200");
  }

  @Test
  void tellsEachResultBeforeTheChangeItLeadsTo() {
    assertThat(recorder.order).startsWith("result READY", "change READY");
    assertThat(recorder.threads).containsOnly("vipgate-health");
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheChecks() {
    recorder.failing = true;
    int before = recorder.results.get();
    assertThat(Eventually.await(() -> recorder.results.get() > before + 3)).isTrue();
  }

  @Test
  void forgets() {
    checker.forget("apiserver/one");
    checker.watch("apiserver/two", spec(20));
    assertThat(Eventually.await(() -> recorder.changes.size() == 2)).isTrue();
    recorder.servers.clear();
    int before = recorder.results.get();
    assertThat(Eventually.await(() -> recorder.results.get() > before + 5)).isTrue();
    assertThat(recorder.servers).containsOnly("apiserver/two");
  }

  /** Not even the probe that was due already. */
  @Test
  void doesNotAskWhomItForgot() throws Exception {
    int first = recorder.results.get();
    checker.watch("apiserver/one", spec(100));
    assertThat(Eventually.await(() -> recorder.results.get() > first)).isTrue();
    HttpServer other = start(0);
    try {
      checker.forget("apiserver/one");
      checker.watch(
          "other",
          new CheckSpec(
              new ProbeSpec(ProbeType.TCP, other.getAddress(), 10_000 * MS), 20 * MS, 1, 1));
      assertThat(Eventually.await(() -> recorder.servers.contains("other"))).isTrue();
      int before = requests.get();
      int results = recorder.results.get();
      assertThat(Eventually.await(() -> recorder.results.get() > results + 10)).isTrue();
      assertThat(requests).hasValue(before);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void theSameSpecAgainChangesNothing() {
    int before = recorder.results.get();
    checker.watch("apiserver/one", spec(20));
    assertThat(Eventually.await(() -> recorder.results.get() > before + 3)).isTrue();
    awaitVerdicts(Verdict.READY);
  }

  @Test
  void anotherSpecForTheSameTargetKeepsTheVerdict() {
    status.set(500);
    checker.watch("apiserver/one", spec(30));
    awaitVerdicts(Verdict.READY, Verdict.NOT_READY);
    assertThat(recorder.changes.get(1).from()).isEqualTo(Verdict.READY);
  }

  @Test
  void anotherTargetIsUnknownAgain() throws Exception {
    HttpServer other = start(0);
    try {
      checker.watch(
          "apiserver/one",
          new CheckSpec(
              new ProbeSpec(ProbeType.HTTP, other.getAddress(), 10_000 * MS), 20 * MS, 2, 3));
      awaitVerdicts(Verdict.READY, Verdict.READY);
      assertThat(recorder.changes.get(1).from()).isEqualTo(Verdict.UNKNOWN);
    } finally {
      other.stop(0);
    }
  }

  /** Long before the next look is due, and though it takes three failures. */
  @Test
  void aClientsFailureAccusesAndProbesConvict() {
    checker.watch("apiserver/one", spec(3_600_000));
    stop(server);
    checker.observe("apiserver/one", Reason.CONNECT_REFUSED, "connect refused to a client");
    awaitVerdicts(Verdict.READY, Verdict.DEAD);
    assertThat(recorder.changes.get(1).explanation())
        .isEqualTo("3 failures in a row, last: connect refused");
  }

  /** A thousand clients cannot take out a server that the checks find well. */
  @Test
  void clientsDoNotConvictAlone() {
    int before = requests.get();
    for (int i = 0; i < 1000; i++) {
      checker.observe("apiserver/one", Reason.CONNECT_TIMEOUT, "no connection to a client");
    }
    assertThat(Eventually.await(() -> requests.get() > before + 3)).isTrue();
    awaitVerdicts(Verdict.READY);
  }

  @Test
  void nobodyIsAccusedWhoIsNotWatched() {
    checker.observe("apiserver/two", Reason.CONNECT_REFUSED, "connect refused to a client");
    int before = recorder.results.get();
    assertThat(Eventually.await(() -> recorder.results.get() > before + 3)).isTrue();
    assertThat(recorder.servers).containsOnly("apiserver/one");
  }

  /**
   * With a probe under way, whose connection is closed with the checker: not the server's fault, so
   * not told.
   */
  @Test
  void isSilentOnceClosed() throws Exception {
    try (java.net.ServerSocket silent =
        new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target = (InetSocketAddress) silent.getLocalSocketAddress();
      checker.watch(
          "apiserver/silent",
          new CheckSpec(new ProbeSpec(ProbeType.HTTP, target, 60_000 * MS), 20 * MS, 1, 1));
      silent.accept();
      checker.close();
      assertThat(recorder.servers).containsOnly("apiserver/one");
    }
  }

  private CheckSpec spec(long intervalMs) {
    return new CheckSpec(
        new ProbeSpec(ProbeType.HTTP, server.getAddress(), 10_000 * MS), intervalMs * MS, 2, 3);
  }

  private HttpServer start(int port) throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    http.createContext(
        "/readyz",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    http.start();
    return http;
  }

  /** Returns when its port refuses, which is some time after it was closed. */
  private static void stop(HttpServer http) {
    http.stop(0);
    assertThat(Eventually.await(() -> refuses(http.getAddress()))).isTrue();
  }

  private static boolean refuses(InetSocketAddress address) {
    try {
      new Socket(address.getAddress(), address.getPort()).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void awaitVerdicts(Verdict... verdicts) {
    List<Verdict> expected = List.of(verdicts);
    Eventually.await(() -> recorder.verdicts().equals(expected));
    assertThat(recorder.verdicts()).isEqualTo(expected);
  }

  private static final class Recorder implements HealthListener {
    private final List<HealthChange> changes = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> servers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final AtomicInteger results = new AtomicInteger();
    private volatile boolean failing;

    List<Verdict> verdicts() {
      return changes.stream().map(HealthChange::to).toList();
    }

    @Override
    public void onResult(String server, ProbeResult result, Health health) {
      results.incrementAndGet();
      servers.add(server);
      threads.add(Thread.currentThread().getName());
      order.add("result " + health.verdict());
      if (failing) {
        throw new IllegalStateException("thrown by the test's listener");
      }
    }

    @Override
    public void onChange(String server, HealthChange change) {
      changes.add(change);
      order.add("change " + change.to());
    }
  }
}
