package io.vipgate.lab.behaviour;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process without a file descriptor to spare: who comes waits, and nobody else is harmed. */
@Timeout(60)
class DescriptorsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int CLIENTS = 200;
  private static final List<String> FEW = List.of("sh", "-c", "ulimit -n 300; exec \"$@\"", "sh");

  /** Several are due while there is no descriptor for them. */
  private static final String CHECK =
      "  check { type = tcp, interval = 200ms, fall = 2, rise = 1 }\n";

  @TempDir private Path directory;

  @Test
  void whoComesWaitsAndNobodyIsHarmed() throws Exception {
    try (Backend server = new Backend("s1", false);
        Worker vipgate =
            new Worker(
                directory,
                Map.of("full", CHECK + server.line(""), "beside", CHECK + server.line("")),
                FEW);
        Socket before = vipgate.connect("beside")) {
      vipgate.awaitState("full", "s1", "ready");
      assertEchoes(before);
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Socket client = vipgate.connect("full");
        client.getOutputStream().write("x\n".getBytes(US_ASCII));
        clients.add(client);
      }
      Await.until(
          "it is told", SOON, () -> vipgate.log().contains("full: accepting pauses"), vipgate::log);
      long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (System.nanoTime() < until) {
        assertEchoes(before);
      }
      // Descriptors for some of them only: the first ones must end before the last ones begin.
      for (Socket client : clients) {
        assertThat(client.getInputStream().readNBytes(2)).asString(US_ASCII).isEqualTo("x\n");
        client.close();
      }
      Await.until(
          "it is over", SOON, () -> vipgate.log().contains("full: accepting again"), vipgate::log);
      assertThat(vipgate.metric(sample("accept_pauses_total", "no_descriptor"))).isPositive();
      assertThat(vipgate.metric(sample("refused_total", "no_server"))).isZero();
      assertThat(vipgate.metric(sample("refused_total", "all_attempts_failed"))).isZero();
      vipgate.awaitState("full", "s1", "ready");
      assertThat(vipgate.log()).as("no server is blamed").doesNotContain("READY -> DOWN");
      assertEchoes(before);
    }
  }

  private static String sample(String name, String reason) {
    return "vipgate_proxy_%s{proxy=\"full\",reason=\"%s\"}".formatted(name, reason);
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write("y\n".getBytes(US_ASCII));
    assertThat(client.getInputStream().readNBytes(2)).asString(US_ASCII).isEqualTo("y\n");
  }
}
