package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerKeepaliveTest {
  // proc(5), /proc/net/tcp: remote address, state, and which timer runs.
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int TIMER = 5;
  private static final String ESTABLISHED = "01";
  private static final String KEEPALIVE_TIMER = "02:";

  @Test
  void aServersConnectionIsProbedOnceItHasLasted() throws Exception {
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.to(server);
        var early = proxied.connect()) {
      assertEchoes(early);
      int port = server.asServer().address().getPort();
      assertThat(timersTo(port)).hasSize(1).noneMatch(ServerKeepaliveTest::isKeepalive);

      Eventually.until(
          "kept alive", () -> timersTo(port).stream().allMatch(ServerKeepaliveTest::isKeepalive));

      // The sweep had nothing left to wait for: it begins again with the next one.
      try (var late = proxied.connect()) {
        assertEchoes(late);
        assertThat(timersTo(port)).hasSize(2);
        Eventually.until(
            "both", () -> timersTo(port).stream().allMatch(ServerKeepaliveTest::isKeepalive));
      }
    }
  }

  @Test
  void oneThatIsHandedOverBeforeIsProbedAsWell() throws Exception {
    var config = Proxied.config(List.of(Proxied.at("127.0.0.1", 0)));
    try (var server = new TestServer("a", TestServer.ECHO);
        var proxied = Proxied.onTwoLoops(config, List.of(server.asServer()), new SeemingLoad());
        var one = proxied.connect();
        var other = proxied.connect()) {
      int port = server.asServer().address().getPort();
      while (proxied.stats().handedOver() == 0) {
        assertEchoes(one);
        assertEchoes(other);
      }
      assertThat(timersTo(port)).hasSize(2).noneMatch(ServerKeepaliveTest::isKeepalive);
      Eventually.until(
          "both", () -> timersTo(port).stream().allMatch(ServerKeepaliveTest::isKeepalive));
    }
  }

  private static boolean isKeepalive(String timer) {
    return timer.startsWith(KEEPALIVE_TIMER);
  }

  private static List<String> timersTo(int port) throws IOException {
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .map(line -> line.strip().split(" +"))
        .filter(fields -> fields[REMOTE].endsWith(":%04X".formatted(port)))
        .filter(fields -> fields[STATE].equals(ESTABLISHED))
        .map(fields -> fields[TIMER])
        .toList();
  }

  private static void assertEchoes(java.net.Socket client) throws IOException {
    client.getOutputStream().write(7);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }
}
