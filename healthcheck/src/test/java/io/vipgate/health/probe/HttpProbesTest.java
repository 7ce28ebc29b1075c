package io.vipgate.health.probe;

import static io.vipgate.health.probe.FakeServer.answer;
import static io.vipgate.health.probe.FakeServer.readRequest;
import static io.vipgate.health.probe.FakeServer.reset;
import static io.vipgate.health.probe.FakeServer.send;
import static io.vipgate.health.probe.HttpLooks.LONG;
import static io.vipgate.health.probe.HttpLooks.SHORT;
import static io.vipgate.health.probe.HttpLooks.assertResult;
import static io.vipgate.health.probe.HttpLooks.spec;
import static io.vipgate.health.probe.Rigs.OK_HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the HTTP and HTTPS probes say of a server, in all the ways in which it can be well or
 * unwell.
 */
class HttpProbesTest {
  @AutoClose private final HttpLooks looks = new HttpLooks();

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void up(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, answer(OK_HTTP))) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(result, Reason.OK, "HTTP 200");
      assertThat(result.verdict()).isEqualTo(Verdict.READY);
      assertThat(result.durationNs()).isPositive().isLessThan(LONG.toNanos());
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void asksForWhatIsConfigured(ProbeType type) throws Exception {
    CompletableFuture<List<String>> request = new CompletableFuture<>();
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              request.complete(readRequest(socket));
              send(socket, OK_HTTP);
            })) {
      HttpSettings http =
          new HttpSettings("/livez?verbose", "vip.test:8443", ExpectedStatus.SUCCESS);
      looks.look(spec(type, server.address(), LONG, http));
      assertThat(request.get(5, TimeUnit.SECONDS))
          .containsExactly(
              "GET /livez?verbose HTTP/1.1",
              "Host: vip.test:8443",
              "User-Agent: vipgate",
              "Accept: */*");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void namesTheTargetAsHostByDefault(ProbeType type) throws Exception {
    CompletableFuture<List<String>> request = new CompletableFuture<>();
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              request.complete(readRequest(socket));
              send(socket, OK_HTTP);
            })) {
      looks.look(type, server, LONG);
      assertThat(request.get(5, TimeUnit.SECONDS))
          .contains("GET /readyz HTTP/1.1", "Host: 127.0.0.1:" + server.address().getPort());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void refused(ProbeType type) throws Exception {
    try (Contract.Rig nobody = Rigs.nobody(ProbeSettings.DEFAULT)) {
      ProbeResult result = looks.look(spec(type, nobody.address(), LONG, HttpSettings.DEFAULT));
      assertResult(result, Reason.CONNECT_REFUSED, "connect refused");
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
    }
  }

  /** As a frozen process does: its kernel accepts, and that is all. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void hanging(ProbeType type) throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ProbeResult result =
          looks.look(
              spec(
                  type,
                  (InetSocketAddress) frozen.getLocalSocketAddress(),
                  SHORT,
                  HttpSettings.DEFAULT));
      assertResult(
          result,
          Reason.SILENT,
          type == ProbeType.HTTPS
              ? "connected, but no TLS handshake within 1 s"
              : "connected, but no answer within 1 s");
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
      assertThat(result.durationNs()).isGreaterThanOrEqualTo(SHORT.toNanos());
      assertThat(frozen.accept().getInputStream().readAllBytes())
          .as("what we sent, and then FIN, not RST")
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void halfOpen(ProbeType type) throws Exception {
    try (FakeServer server = FakeServer.plain(socket -> socket.shutdownOutput())) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(
          result,
          Reason.CLOSED,
          type == ProbeType.HTTPS
              ? "connection closed in the TLS handshake"
              : "connection closed before any answer");
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void resetting(ProbeType type) throws Exception {
    try (FakeServer server =
        FakeServer.plain(
            socket -> {
              assertThat(socket.getInputStream().read()).isNotNegative();
              reset(socket);
            })) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(
          result,
          Reason.RESET,
          type == ProbeType.HTTPS
              ? "connection reset in the TLS handshake"
              : "connection reset before any answer");
      assertThat(result.verdict()).isEqualTo(Verdict.DEAD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void wrongStatus(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nbad"))) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(result, Reason.STATUS, "HTTP 500 (expected: 200-299)");
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void unauthorized(ProbeType type) throws Exception {
    for (int status : new int[] {401, 403}) {
      try (FakeServer server =
          looks.server(type, answer("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"))) {
        ProbeResult result = looks.look(type, server, LONG);
        assertResult(
            result,
            Reason.UNAUTHORIZED,
            status == 401
                ? "HTTP 401 (expected: 200-299): /readyz is not for anonymous requests:"
                    + " allow them on the server, give the check a token-file or a client-cert,"
                    + " or expect status 401"
                : "HTTP 403 (expected: 200-299): /readyz is not for anonymous requests:"
                    + " allow them on the server, or expect status 403");
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
        HttpSettings tolerant =
            new HttpSettings("/readyz", null, ExpectedStatus.parse("200,401,403"));
        assertResult(
            looks.look(spec(type, server.address(), LONG, tolerant)), Reason.OK, "HTTP " + status);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void garbage(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, answer("SSH-2.0-OpenSSH_9.2\r\n"))) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(
          result, Reason.BAD_ANSWER, "what came is not HTTP (expected: an HTTP/1.1 answer)");
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void hugeBody(ProbeType type) throws Exception {
    String body = "x".repeat(70_000);
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + body))) {
      ProbeResult result = looks.look(type, server, LONG);
      assertResult(
          result, Reason.ANSWER_TOO_LARGE, "answer over 65536 bytes (expected: at most that)");
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void largeBodyWithinTheLimit(ProbeType type) throws Exception {
    String body = "x".repeat(65_000);
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 200 OK\r\nContent-Length: 65000\r\n\r\n" + body))) {
      assertResult(looks.look(type, server, LONG), Reason.OK, "HTTP 200");
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void hugeStartLineAndHeaders(ProbeType type) throws Exception {
    for (String huge :
        List.of(
            "HTTP/1.1 200 " + "x".repeat(5_000) + "\r\n",
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      try (FakeServer server = looks.server(type, answer(huge))) {
        ProbeResult result = looks.look(type, server, LONG);
        assertThat(result.reason()).isEqualTo(Reason.ANSWER_TOO_LARGE);
        assertThat(result.evidence()).startsWith("start line or headers too large: ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void neverEndingBody(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              readRequest(socket);
              send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                send(socket, "5\r\nhello\r\n");
              }
            })) {
      assertThat(looks.look(type, server, LONG).reason()).isEqualTo(Reason.ANSWER_TOO_LARGE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void bodyThatStopsHalfway(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))) {
      ProbeResult result = looks.look(type, server, SHORT);
      assertResult(result, Reason.TIMEOUT, "no complete answer within 1 s");
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void endlessInterimAnswers(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              readRequest(socket);
              while (true) {
                send(socket, "HTTP/1.1 103 Early Hints\r\n\r\n");
              }
            })) {
      assertThat(looks.look(type, server, LONG).reason()).isEqualTo(Reason.ANSWER_TOO_LARGE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void interimAnswerBeforeTheAnswer(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK_HTTP))) {
      assertResult(looks.look(type, server, LONG), Reason.OK, "HTTP 200");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void switchingProtocolsIsAnAnswer(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(type, answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"))) {
      assertResult(looks.look(type, server, LONG), Reason.STATUS, "HTTP 101 (expected: 200-299)");
    }
  }

  /** Over HTTPS the handshake has shown that somebody is there; over HTTP nothing has. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void slowAnswer(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, socket -> readRequest(socket))) {
      ProbeResult result = looks.look(type, server, SHORT);
      if (type == ProbeType.HTTPS) {
        assertResult(result, Reason.TIMEOUT, "no complete answer within 1 s");
      } else {
        assertResult(result, Reason.SILENT, "connected, but no answer within 1 s");
      }
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void slowStartLine(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, answer("HTTP/1.1 2"))) {
      assertResult(
          looks.look(type, server, SHORT), Reason.TIMEOUT, "no complete answer within 1 s");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void closedInTheMiddle(ProbeType type) throws Exception {
    for (String half :
        List.of(
            "HTTP/1.1 2",
            "HTTP/1.1 200 OK\r\nContent-",
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")) {
      try (FakeServer server = looks.server(type, closing(half))) {
        assertResult(
            looks.look(type, server, LONG),
            Reason.CUT_SHORT,
            "connection closed before the answer was complete");
        assertThat(server.awaitEnding()).isEqualTo("end");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void resetInTheMiddle(ProbeType type) throws Exception {
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              readRequest(socket);
              send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
              reset(socket);
            })) {
      assertThat(looks.look(type, server, LONG).reason()).isEqualTo(Reason.CUT_SHORT);
    }
  }

  /** HTTP/1.0's way, still allowed: RFC 9112 section 6.3. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void bodyUntilTheEndOfTheConnection(ProbeType type) throws Exception {
    try (FakeServer server = looks.server(type, closing("HTTP/1.0 200 OK\r\n\r\nok"))) {
      assertResult(looks.look(type, server, LONG), Reason.OK, "HTTP 200");
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  /**
   * Words that arrive after our FIN are heard out: a socket closed before would answer them with
   * RST.
   */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void waitsForTheServersEnd(ProbeType type) throws Exception {
    CompletableFuture<String> lastWords = new CompletableFuture<>();
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              readRequest(socket);
              send(socket, OK_HTTP);
              assertThat(socket.getInputStream().read()).isNegative();
              try {
                for (int i = 0; i < 4; i++) {
                  send(socket, "one more thing\r\n\r\n");
                  LockSupport.parkNanos(25_000_000); // for a RST to arrive
                }
                lastWords.complete("heard");
              } catch (IOException e) {
                lastWords.complete(e.toString());
              }
            })) {
      assertResult(looks.look(type, server, LONG), Reason.OK, "HTTP 200");
      assertThat(lastWords.get(5, TimeUnit.SECONDS)).isEqualTo("heard");
    }
  }

  /** But not for ever. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void doesNotWaitForTheServersEndBeyondTheTimeout(ProbeType type) throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    long before = Looks.openSockets();
    try (FakeServer server =
        looks.server(
            type,
            socket -> {
              readRequest(socket);
              send(socket, OK_HTTP);
              never.join();
            })) {
      assertThat(looks.look(type, server, SHORT).durationNs()).isLessThan(SHORT.toNanos());
      // What remains is the listener, and the server's end of the connection.
      assertThat(Eventually.await(() -> Looks.openSockets() == before + 2)).isTrue();
    } finally {
      never.complete(null);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "HTTPS"})
  void leavesNothingBehind(ProbeType type) throws Exception {
    long before = Looks.openSockets();
    try (FakeServer server = looks.server(type, answer(OK_HTTP))) {
      ProbeSpec spec =
          spec(type, server.address(), LONG, HttpSettings.DEFAULT.over(HttpConnections.FRESH));
      Probe probe = spec.newProbe();
      for (int i = 0; i < 20; i++) {
        assertResult(looks.look(spec, probe), Reason.OK, "HTTP 200");
        assertThat(server.awaitEnding()).isEqualTo("end");
      }
    }
    Eventually.await(() -> Looks.openSockets() <= before);
    assertThat(Looks.openSockets()).isLessThanOrEqualTo(before);
  }

  private static FakeServer.Script closing(String text) {
    return socket -> {
      readRequest(socket);
      send(socket, text);
      socket.shutdownOutput();
    };
  }
}
