package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check goes on with the credentials that are there now, without a reload. */
class CredentialRotationTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @AutoClose private final Looks looks = new Looks();
  private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private Path token;
  private Path certificate;
  private Path key;

  @BeforeEach
  void name() {
    token = directory.resolve("token");
    certificate = directory.resolve("client.crt");
    key = directory.resolve("client.key");
  }

  /** Also on a connection that was made with the old one. */
  @ParameterizedTest
  @EnumSource(
      value = HttpConnections.class,
      names = {"KEPT", "FRESH"})
  void aTokenIsReadAgainWhenItChanges(HttpConnections connections) throws Exception {
    try (FakeServer server = FakeServer.plain(this::noteToken)) {
      ProbeSpec spec = spec(ProbeType.HTTP, server.address(), withToken(connections), null);
      Probe probe = spec.newProbe();
      replace(token, "first\n");
      assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      assertThat(next()).isEqualTo("Authorization: Bearer first");
      assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      assertThat(next()).isEqualTo("Authorization: Bearer first");
      replace(token, "second\n");
      assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      assertThat(next()).isEqualTo("Authorization: Bearer second");
      looks.loop.submit(probe::close).syncUninterruptibly();
    }
  }

  /** The server is not blamed for it. */
  @Test
  void aTokenThatIsNotThereIsOurOwnFault() throws Exception {
    try (FakeServer server = FakeServer.plain(this::noteToken)) {
      ProbeSpec spec =
          spec(ProbeType.HTTP, server.address(), withToken(HttpConnections.FRESH), null);
      Probe probe = spec.newProbe();
      assertLocal(looks.look(spec, probe), "token-file: " + token);
      replace(token, "two words\n");
      assertLocal(looks.look(spec, probe), "(expected: a token)");
      replace(token, "first\n");
      assertThat(looks.look(spec, probe).reason()).isEqualTo(Reason.OK);
    }
  }

  /** Of a kept connection, too, which was made with the old one. */
  @ParameterizedTest
  @EnumSource(
      value = HttpConnections.class,
      names = {"KEPT", "FRESH"})
  void aClientCertificateIsReadAgainWhenItChanges(HttpConnections connections) throws Exception {
    X509Bundle first = client("first");
    X509Bundle second = client("second");
    try (FakeServer server =
        FakeServer.tls(trustingContext(), Rigs.http(n -> Rigs.OK_HTTP))
            .needingClientCertificate()
            .inspect(this::notePeer)) {
      ProbeSpec spec =
          spec(
              ProbeType.HTTPS,
              server.address(),
              HttpSettings.DEFAULT.over(connections),
              new ClientIdentity(certificate, key));
      Probe probe = spec.newProbe();
      replace(certificate, first.getCertificatePathPEM());
      replace(key, first.getPrivateKeyPEM());
      assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      assertThat(next()).isEqualTo("CN=first");

      replace(certificate, second.getCertificatePathPEM());
      assertLocal(looks.look(spec, probe), "the key is not the certificate's");
      replace(key, second.getPrivateKeyPEM());
      assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      assertThat(next()).isEqualTo("CN=second");
      looks.loop.submit(probe::close).syncUninterruptibly();
    }
  }

  private static void assertLocal(ProbeResult result, String evidence) {
    assertThat(result.evidence()).contains(evidence);
    assertThat(result.reason()).isEqualTo(Reason.LOCAL);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private HttpSettings withToken(HttpConnections connections) {
    HttpSettings standard = HttpSettings.DEFAULT;
    return new HttpSettings(
        standard.method(),
        standard.path(),
        standard.host(),
        standard.headers(),
        standard.expected(),
        standard.body(),
        token,
        connections);
  }

  private static ProbeSpec spec(
      ProbeType type,
      InetSocketAddress target,
      HttpSettings http,
      @Nullable ClientIdentity identity) {
    TlsSettings tls =
        new TlsSettings(
            TlsVerify.CA,
            List.of(Pki.CA.getCertificate()),
            null,
            TlsSettings.UNVERIFIED.versions(),
            identity);
    return new ProbeSpec(type, target, LONG.toNanos(), http, tls);
  }

  private void noteToken(java.net.Socket socket) throws IOException {
    for (List<String> request = FakeServer.readRequest(socket);
        !request.isEmpty();
        request = FakeServer.readRequest(socket)) {
      request.stream().filter(line -> line.startsWith("Authorization:")).forEach(seen::add);
      FakeServer.send(socket, Rigs.OK_HTTP);
    }
  }

  private void notePeer(SSLSocket socket) {
    try {
      seen.add(socket.getSession().getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      seen.add(e.toString());
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(seen.poll(5, TimeUnit.SECONDS));
  }

  /** As those do who rotate: written beside it, and renamed. */
  private void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static X509Bundle client(String name) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .addExtendedKeyUsageClientAuth()
        .buildIssuedBy(Pki.CA);
  }

  private static SSLContext trustingContext() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", Pki.CA.getCertificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(Pki.SERVER.toKeyManagerFactory().getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
