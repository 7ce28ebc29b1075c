package io.vipgate.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.app.config.ConfigLoader;
import io.vipgate.app.config.LoadResult;
import io.vipgate.app.config.Vocabulary;
import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker's whole service, and reloads of its file, over real sockets of loopback. */
@Timeout(60)
class ReloadTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private EchoServer a;
  private EchoServer b;
  private int bind;
  private int http;
  private Path file;

  @BeforeEach
  void openServers() throws Exception {
    a = keep(new EchoServer());
    b = keep(new EchoServer());
    bind = FreePorts.next();
    http = FreePorts.next();
    file = directory.resolve("vipgate.conf");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void serversComeAndGoUnderConnectionsThatStay() throws Exception {
    Service service = start(proxy("api", bind, server("a", a.port())));
    Socket client = echoing(bind);
    reload(service, proxy("api", bind, server("b", b.port())), "servers.a: removed");
    assertThat(b.accepted()).as("connections without checks").isLessThanOrEqualTo(1);
    Socket later = echoing(bind);
    assertEchoes(client);
    assertEchoes(later);
    assertThat(status()).contains("\"b\"").doesNotContain("\"name\" : \"a\"");
    assertThat(metrics())
        .contains("server=\"b\"")
        .doesNotContain("server=\"a\"")
        .contains("vipgate_config_reloads_total{result=\"applied\"} 1.0")
        .contains("vipgate_config_last_reload_successful 1.0");
  }

  @Test
  void anOperatorsOrderOutlivesAReload() throws Exception {
    Service service = start(proxy("api", bind, server("a", a.port()), server("b", b.port())));
    assertThat(post("/servers/api/a/drain")).contains("api/a:");
    String heavier =
        proxy(
            "api", bind, server("a", a.port()), server("b", b.port()) + "\n servers.a.weight = 9");
    reload(service, heavier, "servers.a.weight: 1 -> 9");
    int before = a.accepted();
    for (int i = 0; i < 4; i++) {
      echoing(bind);
    }
    assertThat(a.accepted() - before).as("clients of a drained server").isZero();
    assertThat(status()).contains("\"order\" : \"drain\"");
  }

  @Test
  void anOrderOutlivesARestartWhereThatIsAskedFor() throws Exception {
    String keeping =
        proxy("api", bind, server("a", a.port()), server("b", b.port()))
            + "state { directory = \"%s\", keep-orders = true }\n".formatted(directory);
    Service before = start(keeping);
    assertThat(post("/servers/api/a/maint")).contains("MAINT");
    before.close();
    opened.remove(before);
    var unused = start(keeping);
    assertThat(status()).contains("\"order\" : \"maint\"");
    int accepted = a.accepted();
    for (int i = 0; i < 4; i++) {
      echoing(bind);
    }
    assertThat(a.accepted()).isEqualTo(accepted);
  }

  @Test
  void aProxyThatIsRenamedKeepsItsSocketAndTheOldOnesConnections() throws Exception {
    Service service = start(proxy("old", bind, server("a", a.port())));
    Socket client = echoing(bind);
    reload(service, proxy("new", bind, server("a", a.port())), "proxy.old: removed");
    for (int i = 0; i < 3; i++) {
      assertEchoes(echoing(bind));
    }
    assertEchoes(client);
    client.close();
  }

  @Test
  void bindsAndEndpointsMove() throws Exception {
    Service service = start(proxy("api", bind, server("a", a.port())));
    Socket client = echoing(bind);
    int otherBind = FreePorts.next();
    int otherHttp = FreePorts.next();
    String text =
        proxy("api", otherBind, server("a", a.port())).replace(":" + http, ":" + otherHttp);
    Files.writeString(file, text.replace("/admin.sock", "/other.sock"), StandardCharsets.UTF_8);
    service.reload();
    assertEchoes(echoing(otherBind));
    assertEchoes(client);
    eventually("the old bind is gone", () -> isRefused(bind));
    eventually("the old endpoint is gone", () -> isRefused(http));
    assertThat(isRefused(otherHttp)).isFalse();
    assertThat(directory.resolve("other.sock")).exists();
    assertThat(directory.resolve("admin.sock")).doesNotExist();
    http = otherHttp;
    assertThat(status()).contains("\"connections\" : 2");
  }

  @Test
  void aBadFileChangesNothingAndSaysWhyAsCheckDoes() throws Exception {
    String good = proxy("api", bind, server("a", a.port()));
    Service service = start(good);
    Socket client = echoing(bind);
    Files.writeString(file, good + "\nproxy.api.blance = first\n", StandardCharsets.UTF_8);
    String answer = post("/reload");
    assertThat(answer)
        .startsWith("HTTP/1.1 422 ")
        .contains(file + ":", "proxy.api.blance", "balance", "not reloaded");
    assertEchoes(client);
    assertEchoes(echoing(bind));
    assertThat(metrics())
        .contains("vipgate_config_reloads_total{result=\"rejected\"} 1.0")
        .contains("vipgate_config_last_reload_successful 0.0");
    assertThat(status()).contains("refused: " + file);
    reload(service, good, "in force");
  }

  @Test
  void whatTheMachineDoesNotHaveChangesNothingEither() throws Exception {
    String good = proxy("api", bind, server("a", a.port()));
    Service service = start(good);
    int other = FreePorts.next();
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      String text =
          proxy("api", other, server("b", b.port()))
              .replace(":" + http, ":" + taken.getLocalPort());
      Files.writeString(file, text, StandardCharsets.UTF_8);
      assertThat(post("/reload")).startsWith("HTTP/1.1 422 ").contains("" + taken.getLocalPort());
      Files.writeString(
          file,
          good
              + proxy("more", taken.getLocalPort(), server("b", b.port()))
                  .lines()
                  .skip(2)
                  .toList()
                  .stream()
                  .reduce("", (x, y) -> x + "\n" + y),
          StandardCharsets.UTF_8);
      assertThat(post("/reload"))
          .startsWith("HTTP/1.1 422 ")
          .contains("proxy.more.bind", "expected: a port that no other process listens on");
    }
    assertThat(isRefused(other)).isTrue();
    assertEchoes(echoing(bind));
    assertThat(service).isNotNull();
  }

  private String proxy(String name, int port, String... servers) {
    return """
        http.listen = "127.0.0.1:%d"
        admin.socket = "%s/admin.sock"
        proxy.%s {
          bind = ["127.0.0.1:%d"]
          check { type = tcp, interval = 100ms }
          %s
        }
        """
        .formatted(http, directory, name, port, String.join("\n  ", servers));
  }

  private static String server(String name, int port) {
    return "servers.%s.address = \"127.0.0.1:%d\"".formatted(name, port);
  }

  private Service start(String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
    var loaded = (LoadResult.Loaded) ConfigLoader.load(file, Vocabulary.builtIn());
    Service service = keep(Service.open(file, loaded.config(), "test"));
    service.begin();
    return service;
  }

  /** As SIGHUP does it. */
  @Test
  void whatAProcessIsFromItsBeginningWaitsForTheNextOne() throws Exception {
    String proxy = proxy("api", bind, server("a", a.port()));
    var unused = start(proxy);
    Files.writeString(file, proxy + "control.lock-memory = true\n", StandardCharsets.UTF_8);
    assertThat(post("/reload"))
        .contains("control.lock-memory: false -> true")
        .contains("warning: control.lock-memory: at the next start");
  }

  @Test
  void lifelinesOfAWorkerAreNobodysAndNoTrouble() throws Exception {
    Service service = start(proxy("api", bind, server("a", a.port())));
    Socket client = echoing(bind);
    reload(
        service,
        proxy("api", bind, server("a", a.port())) + "lifeline.enabled = false\n",
        "lifeline.enabled: true -> false");
    assertEchoes(client);
  }

  private void reload(Service service, String text, String inTheJournal) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
    service.reload();
    assertThat(status()).contains(inTheJournal);
  }

  private String status() throws IOException {
    return exchange("GET", "/status");
  }

  private String metrics() throws IOException {
    return exchange("GET", "/metrics");
  }

  private String exchange(String method, String path) throws IOException {
    try (Socket socket = new Socket(LOOPBACK, http)) {
      socket
          .getOutputStream()
          .write(
              (method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String post(String path) throws IOException {
    try (var channel =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("admin.sock")))) {
      channel.write(
          StandardCharsets.US_ASCII.encode(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
      var in = ByteBuffer.allocate(65_536);
      while (channel.read(in) >= 0) {
        assertThat(in.hasRemaining()).isTrue();
      }
      return StandardCharsets.UTF_8.decode(in.flip()).toString();
    }
  }

  private Socket echoing(int port) throws IOException {
    Socket socket = keep(new Socket());
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(LOOPBACK, port));
    assertEchoes(socket);
    return socket;
  }

  private static void assertEchoes(Socket socket) throws IOException {
    socket.getOutputStream().write('e');
    assertThat(socket.getInputStream().read()).isEqualTo('e');
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.onSpinWait();
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  /** Sends back what it gets. */
  private static final class EchoServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, LOOPBACK);
    private final AtomicInteger accepted = new AtomicInteger();

    EchoServer() throws IOException {
      daemon(this::accept);
    }

    int port() {
      return socket.getLocalPort();
    }

    /** Connections that sent something, which checks do not. */
    int accepted() {
      return accepted.get();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = socket.accept();
          daemon(() -> echo(client));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void echo(Socket client) {
      try (client) {
        boolean first = true;
        for (int c = client.getInputStream().read(); c >= 0; c = client.getInputStream().read()) {
          if (first) {
            accepted.incrementAndGet();
            first = false;
          }
          client.getOutputStream().write(c);
        }
      } catch (IOException reset) {
        // As clients do.
      }
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work, "echo");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
