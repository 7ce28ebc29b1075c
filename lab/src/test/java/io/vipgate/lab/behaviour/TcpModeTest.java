package io.vipgate.lab.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What HAProxy's own regression suite expects of it in TCP mode, of a vipgate process: balancing,
 * servers that go down and come up, drain, queue, redispatch, PROXY protocol, and bytes in chunks
 * of any size. Each case has a proxy of its own, all in one process.
 *
 * @see <a href="https://github.com/haproxy/haproxy/tree/master/reg-tests">its suite</a>
 */
@Timeout(60)
class TcpModeTest {
  private static final String CHECK =
      "  check { type = tcp, interval = 200ms, fall = 2, rise = 2 }\n";

  private static final int MANY = 40;
  private static final List<Backend> BACKENDS = new ArrayList<>();
  private static final List<Backend> MORTAL = new ArrayList<>();
  private static final Map<String, String> PROXIES = new LinkedHashMap<>();
  private static Worker vipgate;

  @TempDir private static Path directory;

  @BeforeAll
  static void start() throws Exception {
    proxy("turns", "balance = roundrobin", "t1", "t2", "t3", "t4");
    proxy("weights", "balance = roundrobin", "w1", "w2");
    proxy("least", "balance = leastconn", "l1", "l2");
    proxy("hash", "balance = source", "h1", "h2", "h3");
    proxy("updown", "", "u1", "u2");
    proxy("drain", "", "d1", "d2");
    many();
    PROXIES.put(
        "redispatch",
        "  check { type = tcp, interval = 1h }\n"
            + greeting("r1").line("")
            + greeting("r2").line(""));
    PROXIES.put("queue", CHECK + greeting("q1").line(", max-connections = 1"));
    PROXIES.put("sendv1", CHECK + echo("v1").line(", send-proxy = v1"));
    PROXIES.put("sendv2", CHECK + echo("v2").line(", send-proxy = v2"));
    PROXIES.put(
        "accept",
        "  accept-proxy-from = [\"127.0.0.0/8\"]\n" + CHECK + echo("a1").line(", send-proxy = v1"));
    PROXIES.put("tiers", CHECK + greeting("p1").line("") + greeting("b1").line(", tier = 1"));
    // Nobody is there, and nobody finds out within the hour.
    PROXIES.put(
        "local",
        "  prefer-local = true\n  check { type = tcp, interval = 1h }\n"
            + "  servers.far.address = \"192.0.2.1:6443\"\n"
            + greeting("near").line(""));
    PROXIES.put(
        "named",
        CHECK
            + "  servers.n1 { address = \"192.0.2.1:%d\", dns-name = \"n1.example\" }\n"
                .formatted(greeting("n1").port()));
    PROXIES.put("chunks", CHECK + echo("c1").line(""));
    Path names = directory.resolve("hosts");
    Files.writeString(names, "127.0.0.1 n1.example\n", StandardCharsets.UTF_8);
    vipgate =
        new Worker(
            directory, PROXIES, List.of("env", "JAVA_TOOL_OPTIONS=-Djdk.net.hosts.file=" + names));
    // Not earlier: whatever is set up next would get their ports.
    for (Backend backend : MORTAL) {
      backend.die();
    }
  }

  private static void proxy(String name, String keys, String... servers) {
    StringBuilder text = new StringBuilder("  " + keys + "\n" + CHECK);
    for (String server : servers) {
      text.append(greeting(server).line(""));
    }
    PROXIES.put(name, text.toString());
  }

  /** Of each two, the second one dies. */
  private static void many() {
    StringBuilder text = new StringBuilder(CHECK);
    for (int i = 1; i <= MANY; i++) {
      Backend backend = greeting("m" + i);
      text.append(backend.line(""));
      if (i % 2 == 0) {
        MORTAL.add(backend);
      }
    }
    PROXIES.put("many", text.toString());
  }

  private static Backend greeting(String name) {
    Backend backend = new Backend(name);
    BACKENDS.add(backend);
    return backend;
  }

  private static Backend echo(String name) {
    Backend backend = new Backend(name, false);
    BACKENDS.add(backend);
    return backend;
  }

  @AfterAll
  static void stop() throws Exception {
    vipgate.close();
    for (Backend backend : BACKENDS) {
      backend.close();
    }
  }

  private static Backend backend(String name) {
    return BACKENDS.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whom the server of a connection says that it is. */
  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
      if (b < 0) {
        throw new IOException("greeting: value: '" + line + "' (expected: a name)");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private static String served(String proxy) throws IOException {
    try (Socket socket = vipgate.connect(proxy)) {
      return line(socket);
    }
  }

  private static List<String> served(String proxy, int times) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      names.add(served(proxy));
    }
    return names;
  }

  /** How many clients were sent on to another server. */
  private static double retries(String proxy) throws IOException {
    return vipgate.metric("vipgate_proxy_retries_total{proxy=\"%s\"}".formatted(proxy));
  }

  @Test
  void fourServersTakeTurns() throws Exception {
    assertThat(served("turns", 8)).containsExactly("t1", "t2", "t3", "t4", "t1", "t2", "t3", "t4");
  }

  @Test
  void aWeightIsChangedWhileItRuns() throws Exception {
    assertThat(served("weights", 4)).containsExactlyInAnyOrder("w1", "w2", "w1", "w2");
    vipgate.order("servers/weights/w1/weight?3");
    assertThat(served("weights", 8)).filteredOn("w1"::equals).hasSize(6);
    vipgate.order("servers/weights/w1/weight?0");
    assertThat(served("weights", 4)).containsOnly("w2");
  }

  @Test
  void whoHasFewerConnectionsGetsTheNext() throws Exception {
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Socket socket = vipgate.connect("least");
      if (line(socket).equals("l1")) {
        socket.close();
      } else {
        held.add(socket);
      }
      vipgate.awaitMetric("vipgate_proxy_connections{proxy=\"least\"}", held.size());
    }
    // Whenever l1 has fewer it gets the next one, so that l2 never has more than one.
    assertThat(held).hasSizeLessThanOrEqualTo(1);
    for (Socket socket : held) {
      socket.close();
    }
  }

  @Test
  void aClientIsSentWhereItWas() throws Exception {
    assertThat(served("hash", 10)).containsOnly(served("hash"));
  }

  @Test
  void aServerThatDiesGetsNobodyAndComesBack() throws Exception {
    vipgate.awaitState("updown", "u1", "ready");
    backend("u1").die();
    vipgate.awaitState("updown", "u1", "down");
    assertThat(served("updown", 4)).containsOnly("u2");
    assertThat(retries("updown")).as("nobody was sent there first").isZero();
    backend("u1").revive();
    vipgate.awaitState("updown", "u1", "ready");
    // It starts slowly, with a sixteenth of its weight: by turns it would have 17.
    List<String> names = served("updown", 34);
    assertThat(names).filteredOn("u1"::equals).hasSizeBetween(1, 12);
    assertThat(names).contains("u2");
  }

  @Test
  void ofManyServersThoseThatListenAreUp() throws Exception {
    for (int i = 1; i <= MANY; i++) {
      vipgate.awaitState("many", "m" + i, i % 2 == 0 ? "down" : "ready");
    }
    List<String> odd = new ArrayList<>();
    for (int i = 1; i <= MANY; i += 2) {
      odd.add("m" + i);
    }
    assertThat(served("many", MANY / 2)).containsExactlyInAnyOrderElementsOf(odd);
    assertThat(retries("many")).isZero();
  }

  @Test
  void drainKeepsWhoIsThereAndMaintEndsThem() throws Exception {
    try (Socket one = vipgate.connect("drain");
        Socket other = vipgate.connect("drain")) {
      Socket kept = line(one).equals("d1") ? one : other;
      vipgate.order("servers/drain/d1/drain");
      assertThat(served("drain", 4)).containsOnly("d2");
      kept.getOutputStream().write("still\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(line(kept)).isEqualTo("still");
      vipgate.order("servers/drain/d1/maint");
      assertThatThrownBy(() -> kept.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(served("drain", 4)).containsOnly("d2");
      vipgate.order("servers/drain/d1/ready");
      vipgate.awaitState("drain", "d1", "ready");
      assertThat(served("drain", 34)).contains("d1", "d2");
    }
  }

  @Test
  void whoFindsTheServerFullWaitsForHisTurn() throws Exception {
    Socket first = vipgate.connect("queue");
    assertThat(line(first)).isEqualTo("q1");
    try (Socket second = vipgate.connect("queue")) {
      vipgate.awaitMetric("vipgate_proxy_queued{proxy=\"queue\"}", 1);
      assertThat(second.getInputStream().available()).isZero();
      first.close();
      assertThat(line(second)).isEqualTo("q1");
    }
  }

  @Test
  void whoseServerRefusesIsSentToAnother() throws Exception {
    assertThat(served("redispatch", 2)).containsExactlyInAnyOrder("r1", "r2");
    // No check is due within the hour: the first client finds out.
    backend("r1").die();
    assertThat(served("redispatch", 20)).containsOnly("r2");
    assertThat(retries("redispatch")).isPositive();
  }

  @Test
  void aBackupServesWhileNobodyBeforeItCan() throws Exception {
    vipgate.awaitState("tiers", "p1", "ready");
    assertThat(served("tiers", 4)).containsOnly("p1");
    backend("p1").die();
    vipgate.awaitState("tiers", "p1", "down");
    assertThat(served("tiers", 4)).containsOnly("b1");
    backend("p1").revive();
    vipgate.awaitState("tiers", "p1", "ready");
    assertThat(served("tiers", 4)).containsOnly("p1");
  }

  @Test
  void aServerIsWhereItsNameLeadsTo() throws Exception {
    vipgate.awaitState("named", "n1", "ready");
    assertThat(served("named")).isEqualTo("n1");
  }

  @Test
  void theServerOnThisHostIsPreferred() throws Exception {
    assertThat(served("local", 6)).containsOnly("near");
    assertThat(retries("local")).isZero();
  }

  @Test
  void aServerIsToldItsClientInText() throws Exception {
    try (Socket client = vipgate.connect("sendv1")) {
      client.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(line(client))
          .isEqualTo(
              "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r"
                  .formatted(client.getLocalPort(), client.getPort()));
      assertThat(line(client)).isEqualTo("hello");
    }
  }

  @Test
  void aServerIsToldItsClientInBinary() throws Exception {
    try (Socket client = vipgate.connect("sendv2")) {
      byte[] header = client.getInputStream().readNBytes(28);
      assertThat(HexFormat.of().formatHex(header))
          .isEqualTo(
              "0d0a0d0a000d0a515549540a"
                  + "2111000c"
                  + "7f0000017f000001"
                  + "%04x%04x".formatted(client.getLocalPort(), client.getPort()));
    }
  }

  @Test
  void aClientIsToldByTheProxyBeforeInPiecesOfAnySize() throws Exception {
    String header = "PROXY TCP4 192.0.2.7 192.0.2.8 1000 2000\r\n";
    Random random = new Random(7);
    for (int round = 0; round < 10; round++) {
      try (Socket client = vipgate.connect("accept")) {
        byte[] all = (header + "hello\n").getBytes(StandardCharsets.US_ASCII);
        int cut = 1 + random.nextInt(all.length - 1);
        client.setTcpNoDelay(true);
        client.getOutputStream().write(all, 0, cut);
        client.getOutputStream().write(all, cut, all.length - cut);
        assertThat(line(client)).isEqualTo(header.strip() + "\r");
        assertThat(line(client)).isEqualTo("hello");
      }
    }
  }

  @Test
  void whatIsNoHeaderIsRefusedAndTheNextOneServed() throws Exception {
    Random random = new Random(8);
    String refused = "vipgate_proxy_refused_total{proxy=\"accept\",reason=\"bad_proxy_header\"}";
    double before = vipgate.metric(refused);
    for (int round = 0; round < 10; round++) {
      try (Socket client = vipgate.connect("accept")) {
        byte[] noise = new byte[20 + random.nextInt(200)];
        random.nextBytes(noise);
        client.getOutputStream().write(noise);
        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
    }
    assertThat(vipgate.metric(refused)).isEqualTo(before + 10);
  }

  @Test
  void chunksOfAnySizeComeThroughBothWays() throws Exception {
    try (Socket client = vipgate.connect("chunks")) {
      CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> sendChunks(client));
      MessageDigest received = MessageDigest.getInstance("SHA-256");
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[50_000];
      Random random = new Random(10);
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer, 0, 1 + random.nextInt(49_999))) {
        received.update(buffer, 0, n);
      }
      assertThat(received.digest()).isEqualTo(sent.get(20, TimeUnit.SECONDS));
    }
  }

  /** From one byte to a hundred thousand each, and the end of the stream. */
  private static byte[] sendChunks(Socket client) {
    try {
      MessageDigest sent = MessageDigest.getInstance("SHA-256");
      Random random = new Random(9);
      OutputStream out = client.getOutputStream();
      for (int i = 0; i < 400; i++) {
        byte[] chunk = new byte[1 + random.nextInt(random.nextBoolean() ? 10 : 100_000)];
        random.nextBytes(chunk);
        sent.update(chunk);
        out.write(chunk);
      }
      client.shutdownOutput();
      return sent.digest();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
