package io.vipgate.app.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Routes routes =
      new Routes()
              .get("/ok", () -> CompletableFuture.completedFuture(HttpReply.text(200, "fine\n")))
              .post("/do", () -> CompletableFuture.completedFuture(HttpReply.text(200, "done\n")))
              .stream("/events", () -> CompletableFuture.completedFuture("{\n1}\n"))
              .get(
                  "/",
                  () ->
                      CompletableFuture.completedFuture(
                          StatusPage.reply("{\"host\": \"</script>\"}")))
              .get(
                  "/later",
                  () -> CompletableFuture.supplyAsync(() -> HttpReply.json(503, "{\"no\":1}")))
              .get(
                  "/broken",
                  () -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));

  @AfterEach
  void endLoops() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** As at boot, before the interface has its address; 192.0.2.0/24 is nobody's (RFC 5737). */
  @Test
  void listensOnAnAddressThatIsNotHereYet() throws Exception {
    InetSocketAddress absent = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0);
    try (HttpServer server = HttpServer.listen(group, absent, () -> routes)) {
      assertThat(((InetSocketAddress) server.address()).getAddress())
          .isEqualTo(absent.getAddress());
    }
  }

  @Test
  void answersOverTcp() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      HttpResponse<String> ok = send(server, "GET", "/ok?x=1");
      assertThat(ok.statusCode()).isEqualTo(200);
      assertThat(ok.body()).isEqualTo("fine\n");
      assertThat(ok.headers().firstValue("cache-control")).contains("no-store");

      HttpResponse<String> later = send(server, "GET", "/later");
      assertThat(later.statusCode()).isEqualTo(503);
      assertThat(later.headers().firstValue("content-type")).contains("application/json");
    }
  }

  @Test
  void eventsComeAtOnceAndAgain() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes);
        Stream<String> lines = stream(server).body()) {
      assertThat(lines.limit(6))
          .containsExactly("data: {", "data: 1}", "", "data: {", "data: 1}", "");
    }
  }

  @Test
  void streamsAreLimitedAndEndWithTheirClient() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      List<Stream<String>> open = new ArrayList<>();
      for (int i = 0; i < EventStream.LIMIT; i++) {
        HttpResponse<Stream<String>> stream = stream(server);
        assertThat(stream.statusCode()).isEqualTo(200);
        open.add(stream.body());
      }
      assertThat(stream(server).statusCode()).isEqualTo(503);

      open.forEach(Stream::close);

      assertThat(send(server, "GET", "/ok").statusCode()).isEqualTo(200);
      await(() -> stream(server).statusCode() == 200);
    }
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      HttpResponse<String> page = send(server, "GET", "/");

      assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
      assertThat(page.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
      assertThat(page.body().replace("http://www.w3.org/2000/svg", ""))
          .contains("new EventSource(\"events\")", "{\"host\": \"\\u003c/script>\"}")
          .doesNotContain("http:", "https:", "src=", "@import", "innerHTML");
    }
  }

  @Test
  void whatGoesWrongIsAnAnswerToo() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      assertThat(send(server, "GET", "/broken").statusCode()).isEqualTo(500);
      assertThat(send(server, "GET", "/nowhere").statusCode()).isEqualTo(404);
      assertThat(send(server, "GET", "/nowhere").body()).contains("/ok");
      assertThat(send(server, "POST", "/ok").statusCode()).isEqualTo(405);
      assertThat(send(server, "GET", "/do").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void headAndPostAreAnsweredWhereTheyBelong() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      assertThat(send(server, "POST", "/do").body()).isEqualTo("done\n");
      assertThat(send(server, "HEAD", "/ok").statusCode()).isEqualTo(200);
      assertThat(send(server, "HEAD", "/ok").headers().firstValue("content-length")).contains("5");
      assertThat(send(server, "HEAD", "/do").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void aBusyPortIsNamed() throws Exception {
    try (HttpServer server = HttpServer.listen(group, ANY_PORT, () -> routes)) {
      InetSocketAddress taken = (InetSocketAddress) server.address();
      assertThatThrownBy(() -> HttpServer.listen(group, taken, () -> routes))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("listen: value: /127.0.0.1:" + taken.getPort())
          .hasMessageContaining("expected:");
    }
  }

  @Test
  void answersOnAUnixSocketOfMode0660AndRemovesIt(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("run/admin.sock");
    try (HttpServer server = HttpServer.listen(group, path, () -> routes)) {
      assertThat(server.address().toString()).contains("admin.sock");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw----");
      assertThat(ask(path)).startsWith("HTTP/1.1 200 OK").endsWith("fine\n");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void takesTheSocketOfADeadProcess(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("admin.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    try (HttpServer server = HttpServer.listen(group, path, () -> routes)) {
      assertThat(server.address().toString()).contains("admin.sock");
      assertThat(ask(path)).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void leavesTheSocketOfALivingProcessAlone(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("admin.sock");
    try (HttpServer living = HttpServer.listen(group, path, () -> routes)) {
      assertThatThrownBy(() -> HttpServer.listen(group, path, () -> routes))
          .hasMessageContaining(path.toString())
          .hasMessageContaining("no other vipgate listens");
      assertThat(living.address().toString()).contains("admin.sock");
      assertThat(ask(path)).startsWith("HTTP/1.1 200 OK");
    }
  }

  private static HttpResponse<String> send(HttpServer server, String method, String path)
      throws Exception {
    InetSocketAddress address = (InetSocketAddress) server.address();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String ask(Path path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(US_ASCII.encode("GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      return US_ASCII.decode(answer.flip()).toString();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static HttpResponse<Stream<String>> stream(HttpServer server) throws Exception {
    int port = ((InetSocketAddress) server.address()).getPort();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events")).build(),
            HttpResponse.BodyHandlers.ofLines());
  }
}
