package io.vipgate.health.probe;

import static io.vipgate.health.probe.FakeServer.readRequest;
import static io.vipgate.health.probe.FakeServer.reset;
import static io.vipgate.health.probe.FakeServer.send;
import static io.vipgate.health.probe.HttpLooks.LONG;
import static io.vipgate.health.probe.HttpLooks.SHORT;
import static io.vipgate.health.probe.HttpLooks.assertResult;
import static io.vipgate.health.probe.HttpLooks.spec;
import static io.vipgate.health.probe.Rigs.BAD_HTTP;
import static io.vipgate.health.probe.Rigs.OK_HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked on one connection after the other, and what is learnt from its end. */
class KeptConnectionTest {
  @AutoClose private final HttpLooks looks = new HttpLooks();
  private final AtomicInteger lost = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void oneConnectionServesManyLooks(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, socket -> answer(socket, 10, OK_HTTP))) {
      Probe probe = probe(type, server, LONG);
      for (int i = 0; i < 10; i++) {
        assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      }
      assertThat(looks.connections).hasValue(1);
      looks.loop.execute(probe::close);
      assertThat(server.awaitEnding()).isEqualTo("end");
      assertThat(lost).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void refusalsAreHeardOnIt(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              answer(socket, 1, OK_HTTP);
              answer(socket, 2, BAD_HTTP);
            })) {
      Probe probe = probe(type, server, LONG);
      assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      for (int i = 0; i < 2; i++) {
        assertLook(probe, spec(type, server, LONG), Reason.STATUS, "HTTP 500 (expected: 200-299)");
      }
      assertThat(looks.connections).hasValue(1);
    }
  }

  /** Each way in which a server may end an idle connection tells us to look at once. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void itsEndIsNews(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              answer(socket, 1, OK_HTTP);
              if (looks.connections.get() == 1) {
                socket.shutdownOutput();
              } else if (looks.connections.get() == 2) {
                reset(socket);
              } else {
                send(socket, "HTTP/1.1 408 Too slow\r\n\r\n");
              }
            })) {
      Probe probe = probe(type, server, LONG);
      for (int i = 1; i <= 3; i++) {
        int expected = i;
        assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
        assertThat(Eventually.await(() -> lost.get() == expected)).as("end %d", i).isTrue();
      }
      assertThat(looks.connections).hasValue(3);
    }
  }

  /** The server ends it while our question is on its way: no fault of the server's. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void aQuestionThatMeetsTheEndIsAskedAgain(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              answer(socket, 1, OK_HTTP);
              if (looks.connections.get() == 1) {
                readRequest(socket);
                reset(socket);
              }
            })) {
      Probe probe = probe(type, server, LONG);
      assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      assertThat(looks.connections).hasValue(2);
    }
  }

  /** But only once: a new connection that ends so is the server's word. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void aServerThatDiesIsFoundDead(ProbeType type) throws Exception {
    FakeServer server = looks.server(type, socket -> answer(socket, 1, OK_HTTP));
    Probe probe = probe(type, server, LONG);
    ProbeSpec spec = spec(type, server, LONG);
    assertLook(probe, spec, Reason.OK, "HTTP 200");
    server.close();
    assertLook(probe, spec, Reason.CONNECT_REFUSED, "connect refused");
  }

  /**
   * Frozen: nothing on the kept connection, and nothing in a new handshake. Plain HTTP has no other
   * sign of life than the answer.
   */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void aFrozenServerIsDead(ProbeType type) throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    try (FakeServer server =
        looks.server(
            type,
            () -> {
              if (looks.connections.get() > 1) {
                never.join();
              }
            },
            socket -> {
              answer(socket, 1, OK_HTTP);
              never.join();
            })) {
      Probe probe = probe(type, server, SHORT);
      assertLook(probe, spec(type, server, SHORT), Reason.OK, "HTTP 200");
      ProbeResult result = looks.look(spec(type, server, SHORT), probe);
      assertThat(result.reason()).isEqualTo(Reason.SILENT);
      assertThat(result.durationNs()).isGreaterThanOrEqualTo(SHORT.toNanos());
    } finally {
      never.complete(null);
    }
  }

  /** Slow: the witness shakes hands, so this one lives. */
  @ParameterizedTest
  @EnumSource(names = {"HTTPS"})
  void aSlowServerIsNotReady(ProbeType type) throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              answer(socket, 1, OK_HTTP);
              if (looks.connections.get() == 1) {
                never.join();
              }
            })) {
      Probe probe = probe(type, server, SHORT);
      assertLook(probe, spec(type, server, SHORT), Reason.OK, "HTTP 200");
      assertLook(probe, spec(type, server, SHORT), Reason.TIMEOUT, "no complete answer within 1 s");
      assertThat(looks.connections).hasValue(2);
    } finally {
      never.complete(null);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void aServerThatClosesIsAskedOnANewOne(ProbeType type) throws Exception {
    String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    try (FakeServer server = looks.server(type, socket -> answer(socket, 1, last))) {
      Probe probe = probe(type, server, LONG);
      for (int i = 0; i < 3; i++) {
        assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
        assertThat(server.awaitEnding()).isEqualTo("end");
      }
      assertThat(looks.connections).hasValue(3);
      assertThat(lost).hasValue(0);
    }
  }

  /** On suspicion, nothing that is left of earlier looks will do. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void refreshedItConnectsAnew(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, socket -> answer(socket, 1, OK_HTTP))) {
      Probe probe = probe(type, server, LONG);
      assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      looks.loop.execute(probe::refresh);
      assertLook(probe, spec(type, server, LONG), Reason.OK, "HTTP 200");
      assertThat(looks.connections).hasValue(2);
      assertThat(server.awaitEnding()).isEqualTo("end");
      assertThat(lost).hasValue(0);
    }
  }

  private Probe probe(ProbeType type, FakeServer server, Duration timeout) {
    Probe probe = spec(type, server, timeout).newProbe();
    probe.onLost(lost::incrementAndGet);
    return probe;
  }

  private void assertLook(Probe probe, ProbeSpec spec, Reason reason, String evidence)
      throws InterruptedException {
    assertResult(looks.look(spec, probe), reason, evidence);
  }

  private static void answer(Socket socket, int times, String text) throws IOException {
    for (int i = 0; i < times; i++) {
      if (readRequest(socket).isEmpty()) {
        return;
      }
      send(socket, text);
    }
  }
}
