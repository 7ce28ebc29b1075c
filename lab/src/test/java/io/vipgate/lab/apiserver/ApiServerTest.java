package io.vipgate.lab.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.Await;
import io.vipgate.lab.Command;
import io.vipgate.lab.Lab;
import io.vipgate.lab.Node;
import io.vipgate.lab.RequiresRoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresRoot
final class ApiServerTest {
  private static final String VIP = "10.32.255.99";
  private static final Duration SOON = Duration.ofSeconds(10);

  private static Lab lab;
  private static Node node;
  private static Node client;
  private static CertificateAuthority authority;
  private static ApiServer server;

  @BeforeAll
  static void start() {
    lab = Lab.create("apiserver");
    node = lab.addNode("m1", "bond0", "10.32.137.20/16");
    client = lab.addNode("c1", "bond0", "10.32.200.1/16");
    authority = CertificateAuthority.create(lab.directory());
    server = ApiServer.start(node, authority, List.of(VIP), List.of("m1", "w1"));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void speaksTls13AndHttp2() {
    String seen =
        curl("/whoami", "--http2", "--write-out", "%{http_version} %{http_code}", "--verbose");

    assertThat(seen).contains("m1\n2 200").contains("TLSv1.3");
  }

  @Test
  void speaksHttp1() {
    assertThat(curl("/version", "--http1.1", "--include"))
        .startsWith("HTTP/1.1 200")
        .contains("X-Served-By: m1", "\"gitVersion\"");
  }

  @Test
  void isReachableByTheVirtualAddressThatItsCertificateNames() {
    String redirect = "%s:8443:%s:6443".formatted(VIP, node.address());
    Command.Result seen =
        client.run(
            "curl",
            "--silent",
            "--cacert",
            authority.certificate().toString(),
            "--connect-to",
            redirect,
            "https://%s:8443/whoami".formatted(VIP));

    assertThat(seen.out()).isEqualTo("m1\n");
  }

  @Test
  void servesOnWhenNotReady() {
    assertThat(curl("/readyz", "--write-out", " %{http_code}")).isEqualTo("ok 200");

    server.ready(false);
    try {
      assertThat(curl("/readyz", "--write-out", " %{http_code}")).endsWith(" 500");
      assertThat(curl("/livez")).isEqualTo("ok");
      assertThat(curl("/healthz")).isEqualTo("ok");
      assertThat(curl("/whoami")).isEqualTo("m1\n");
    } finally {
      server.ready(true);
    }
    assertThat(curl("/readyz")).isEqualTo("ok");
  }

  @Test
  void servesALargeAnswer() {
    assertThat(curl("/large", "--output", "/dev/null", "--write-out", "%{size_download}"))
        .isEqualTo(Integer.toString(8 << 20));
  }

  @Test
  void aWatchIsChunkedAndGoesOn() {
    // Three seconds of one event a second, and what nginx lets through at the start.
    Command.Result seen =
        client.attempt(
            "curl",
            "--silent",
            "--http1.1",
            "--include",
            "--no-buffer",
            "--max-time",
            "3",
            "--cacert",
            authority.certificate().toString(),
            "https://%s/watch".formatted(server.endpoint()));

    assertThat(seen.exitCode()).as("curl's time is up").isEqualTo(28);
    assertThat(seen.out()).contains("Transfer-Encoding: chunked").doesNotContain("Content-Length");
    long events = seen.out().lines().filter(l -> l.startsWith("{\"type\":\"BOOKMARK\"")).count();
    assertThat(events).isBetween(2L, 10L);
  }

  @Test
  void kubectlGetsVersionReadinessAndNodes() {
    assertThat(kubectl("version").out()).contains("Server Version").contains("v1.32.0-lab");
    assertThat(kubectl("get", "--raw", "/readyz").out()).isEqualTo("ok");
    assertThat(kubectl("get", "nodes").out().lines().map(l -> l.strip().split(" +")))
        .containsExactly(
            new String[] {"NAME", "STATUS"},
            new String[] {"m1", "Ready"},
            new String[] {"w1", "Ready"});
    assertThat(kubectl("get", "nodes", "--output", "name").out()).isEqualTo("node/m1\nnode/w1\n");
  }

  @Test
  void aFrozenServerTakesConnectionsAndDoesNotAnswerAndAKilledOneRefuses() {
    server.process().freeze();
    Command.Result frozen =
        client.attempt(
            "curl",
            "--silent",
            "--max-time",
            "0.5",
            "--write-out",
            "%{time_connect}",
            "http://" + server.endpoint());
    server.process().thaw();
    assertThat(frozen.exitCode()).as("timed out").isEqualTo(28);
    assertThat(Double.parseDouble(frozen.out())).as("connected").isPositive();
    assertThat(curl("/livez")).isEqualTo("ok");

    server.process().kill();
    assertThat(attempt("/livez").exitCode()).as("refused").isEqualTo(7);

    server.restart();
    assertThat(curl("/livez")).isEqualTo("ok");
  }

  @Test
  void theAccessLogHasEachRequest() {
    int before = server.accessLog().size();

    curl("/whoami?asked=here");

    Await.until("it is logged", SOON, () -> server.accessLog().size() > before);
    assertThat(server.accessLog()).anyMatch(line -> line.contains("GET /whoami?asked=here HTTP/2"));
  }

  private static String curl(String path, String... options) {
    Command.Result result = attempt(path, options).orThrow();
    return result.out() + result.err();
  }

  private static Command.Result attempt(String path, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "--silent"));
    command.addAll(List.of("--cacert", authority.certificate().toString()));
    command.addAll(List.of(options));
    command.add("https://" + server.endpoint() + path);
    return client.attempt(command.toArray(String[]::new));
  }

  private static Command.Result kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "HOME=" + client.directory(), "kubectl"));
    command.addAll(List.of("--server", "https://" + server.endpoint()));
    command.addAll(List.of("--certificate-authority", authority.certificate().toString()));
    command.addAll(List.of("--token", "none")); // else it asks for a name
    command.addAll(List.of(arguments));
    return client.run(command.toArray(String[]::new));
  }
}
