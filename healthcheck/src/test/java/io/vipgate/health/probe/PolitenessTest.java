package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.testing.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers must have nothing to complain about: 200 probes, and not a line in the error log.
 */
class PolitenessTest {
  private static final int PROBES = 200;

  @TempDir Path dir;
  @AutoClose private final Looks looks = new Looks();

  @BeforeEach
  void certificates() throws IOException {
    Files.writeString(dir.resolve("tls.crt"), Pki.SERVER.getCertificatePathPEM());
    Files.writeString(dir.resolve("tls.key"), Pki.SERVER.getPrivateKeyPEM());
  }

  /**
   * With the log at {@code info}, where nginx notes each client that does not end TLS or TCP as it
   * should.
   */
  @Test
  void nginx() throws Exception {
    RealServer.require("nginx");
    int port = FreePorts.next();
    Files.writeString(dir.resolve("nginx.conf"), nginxConf(port));
    List<String> command =
        List.of(
            "nginx",
            "-p",
            dir.toString(),
            "-e",
            dir.resolve("error.log").toString(),
            "-c",
            "nginx.conf");
    try (RealServer server = RealServer.start(command, dir.resolve("output.log"), port)) {
      Path errors = dir.resolve("error.log");
      int before = settled(errors, line -> line.contains("SSL handshaking"));
      probe(ProbeType.TCP, server.address(), "/readyz", "connected");
      assertThat(linesAfter(errors, before, line -> true)).as("after the TCP probes").isEmpty();
      probe(ProbeType.HTTPS, HttpConnections.FRESH, server.address(), "/readyz", "HTTP 200");
      Path access = dir.resolve("access.log");
      assertThat(Eventually.await(() -> lines(access).size() >= PROBES)).isTrue();
      assertThat(lines(access))
          .hasSize(PROBES)
          .allMatch(line -> line.matches("200 GET /readyz HTTP/1.1 vipgate (r|\\.) OK"));
      assertThat(lines(access))
          .filteredOn(line -> line.contains(" r "))
          .as("resumed sessions")
          .hasSize(PROBES - 1);
      probe(ProbeType.HTTPS, HttpConnections.KEPT, server.address(), "/readyz", "HTTP 200");
      assertThat(Eventually.await(() -> lines(access).size() >= 2 * PROBES)).isTrue();
      assertThat(linesAfter(errors, before, line -> !line.contains("keepalive connection")))
          .as("all but the note that the client closed the kept connection")
          .isEmpty();
      probe(ProbeType.TLS, server.address(), "/", "handshake in TLSv1.2");
      assertThat(linesAfter(errors, before, line -> line.contains("SSL"))).isEmpty();
    }
  }

  private static String nginxConf(int port) {
    return """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log error.log info;
        events {}
        http {
          log_format probe '$status $request $http_user_agent $ssl_session_reused $request_completion';
          access_log access.log probe;
          client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
          ssl_certificate tls.crt;
          ssl_certificate_key tls.key;
          ssl_session_cache shared:probes:1m;
          server {
            listen 127.0.0.1:%d ssl;
            location /readyz { return 200 "ok"; }
          }
        }
        """
        .formatted(port);
  }

  /** A server in Go, with the TLS and HTTP that an apiserver has. */
  @Test
  void etcd() throws Exception {
    RealServer.require("etcd");
    int port = FreePorts.next();
    String url = "https://127.0.0.1:" + port;
    String peer = "http://127.0.0.1:" + FreePorts.next();
    List<String> command =
        List.of(
            "etcd",
            "--name",
            "one",
            "--data-dir",
            dir.resolve("data").toString(),
            "--logger",
            "zap",
            "--cert-file",
            dir.resolve("tls.crt").toString(),
            "--key-file",
            dir.resolve("tls.key").toString(),
            "--listen-client-urls",
            url,
            "--advertise-client-urls",
            url,
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            "one=" + peer);
    Path log = dir.resolve("etcd.log");
    try (RealServer server = RealServer.start(command, log, port)) {
      ProbeSpec ready = spec(ProbeType.HTTPS, server.address(), "/health", HttpConnections.FRESH);
      assertThat(Eventually.await(() -> lookUnchecked(ready).reason() == Reason.OK)).isTrue();
      Predicate<String> complaint =
          line -> line.contains("rejected connection") || line.contains("handshake");
      int before = settled(log, complaint);
      probe(ProbeType.TCP, server.address(), "/", "connected");
      probe(ProbeType.HTTPS, HttpConnections.FRESH, server.address(), "/health", "HTTP 200");
      probe(ProbeType.HTTPS, HttpConnections.KEPT, server.address(), "/health", "HTTP 200");
      probe(ProbeType.HTTPS, HttpConnections.HTTP2, server.address(), "/health", "HTTP 200");
      probe(ProbeType.GRPCS, server.address(), "/", "SERVING");
      probe(ProbeType.TLS, server.address(), "/", "handshake in TLSv1.3");
      // The last complaint is in the log, and no other before it.
      server.connectAndHangUp();
      Predicate<String> reset = line -> line.contains("connection reset by peer");
      Predicate<String> other = complaint.and(reset.negate());
      assertThat(Eventually.await(() -> !linesAfter(log, before, other).isEmpty())).isTrue();
      assertThat(linesAfter(log, before, other)).hasSize(1);
      // Whoever gets no CPU for longer than the kernel delays an ACK (40 ms) resets too late.
      assertThat(linesAfter(log, before, complaint.and(reset))).hasSizeLessThan(PROBES / 10);
    }
  }

  private void probe(ProbeType type, InetSocketAddress target, String path, String evidence)
      throws InterruptedException {
    probe(type, HttpConnections.FRESH, target, path, evidence);
  }

  private void probe(
      ProbeType type,
      HttpConnections connections,
      InetSocketAddress target,
      String path,
      String evidence)
      throws InterruptedException {
    ProbeSpec spec = spec(type, target, path, connections);
    Probe probe = spec.newProbe();
    for (int i = 0; i < PROBES; i++) {
      assertThat(looks.look(spec, probe).evidence()).isEqualTo(evidence);
    }
    looks.loop.submit(probe::close).syncUninterruptibly();
  }

  private static ProbeSpec spec(
      ProbeType type, InetSocketAddress target, String path, HttpConnections connections) {
    TlsSettings tls = new TlsSettings(TlsVerify.FULL, List.of(Pki.CA.getCertificate()), null);
    return new ProbeSpec(
        type,
        target,
        Duration.ofSeconds(10).toNanos(),
        new HttpSettings(path, null, ExpectedStatus.SUCCESS).over(connections),
        tls);
  }

  private ProbeResult lookUnchecked(ProbeSpec spec) {
    try {
      return looks.look(spec);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number of lines, once the server has complained of how we found out that it is up. */
  private static int settled(Path log, Predicate<String> complaint) {
    assertThat(Eventually.await(() -> lines(log).stream().anyMatch(complaint)))
        .as("the log notes what is impolite")
        .isTrue();
    return lines(log).size();
  }

  private static List<String> linesAfter(Path log, int count, Predicate<String> filter) {
    return lines(log).stream().skip(count).filter(filter).toList();
  }

  private static List<String> lines(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
