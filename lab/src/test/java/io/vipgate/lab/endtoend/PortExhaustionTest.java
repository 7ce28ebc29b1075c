package io.vipgate.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Lab;
import io.vipgate.lab.LabProcess;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import io.vipgate.lab.tenant.Vipgate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that runs out of local ports towards its servers, and gets them back. */
@RequiresRoot
@Timeout(120)
class PortExhaustionTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Answers each connection with a byte, and keeps it. */
  private static final String SERVER =
      """
      import socket
      s = socket.create_server(("0.0.0.0", 6443), backlog=100)
      kept = []
      while True:
          c, _ = s.accept()
          try:
              c.sendall(b"x")
              kept.append(c)
          except OSError:
              pass
      """;

  /** Opens so many connections, keeps them until its input ends if asked to, and resets them. */
  private static final String CLIENT =
      """
      import socket, struct, sys
      kept, refused = [], 0
      for i in range(int(sys.argv[1])):
          try:
              c = socket.create_connection(("10.32.0.1", 8443), timeout=10)
              c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
              if c.recv(1) == b"x":
                  kept.append(c)
              else:
                  refused += 1
          except ConnectionResetError:
              refused += 1
      print("served", len(kept), "refused", refused, flush=True)
      if "keep" in sys.argv:
          sys.stdin.read()
      """;

  private static long linesOf(Vipgate vipgate, String state) {
    return vipgate.process().log().lines().stream().filter(l -> l.text().contains(state)).count();
  }

  @Test
  void itIsCountedAndPasses() {
    try (Lab lab = Lab.create("ports")) {
      Node proxy = lab.addNode("p1", "bond0", "10.32.0.1/16");
      Node client = lab.addNode("c1", "bond0", "10.32.0.2/16");
      for (int i = 1; i <= 2; i++) {
        Node server = lab.addNode("s" + i, "bond0", "10.32.1." + i + "/16");
        var unused = server.start("server", List.of("python3", "-c", SERVER));
      }
      // The check is made once, at the start, while there are ports for it.
      String config =
          """
          proxy.apiserver {
            bind = ["10.32.0.1:8443"]
            retries = 1
            log = tcplog
            check { type = tcp, interval = 60s }
            servers {
              s1.address = "10.32.1.1:6443"
              s2.address = "10.32.1.2:6443"
            }
          }
          """;
      try (Vipgate vipgate = Vipgate.start(proxy, config)) {
        Await.until("both are checked", SOON, () -> vipgate.get("/readyz").endsWith("ready\n"));
        proxy.sysctl("net.ipv4.ip_local_port_range", "40000 40009");

        LabProcess many = client.start("many", List.of("python3", "-c", CLIENT, "30", "keep"));
        many.log().await(Pattern.compile("^served 20 refused 10$"), SOON);

        String metrics = vipgate.get("/metrics");
        assertThat(metrics).containsPattern("connect_failures_total\\{.*no_local_port.*} [1-9]");
        assertThat(metrics).containsPattern("refused_total\\{.*all_attempts_failed.*} 10");
        assertThat(vipgate.attempt("status").orThrow().out()).contains("10 all_attempts_failed");
        assertThat(metrics)
            .as("nobody else is cut")
            .contains("connections{proxy=\"apiserver\"} 20");
        Await.until("each has its line", SOON, () -> linesOf(vipgate, " RC ") == 10);
        many.closeInput();
        assertThat(many.awaitExit(SOON)).isZero();
        Await.until(
            "ports are free",
            SOON,
            () -> {
              String said = client.attempt("python3", "-c", CLIENT, "5").out();
              return said.contains("served 5 refused 0");
            });
      }
    }
  }
}
