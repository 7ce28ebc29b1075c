package io.vipgate.health.probe;

import static io.vipgate.health.probe.FakeServer.answer;
import static io.vipgate.health.probe.HttpLooks.LONG;
import static io.vipgate.health.probe.Rigs.OK_HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the HTTPS probe trusts, and what it says of those whom it does not. */
class TlsTest {
  private static final TlsSettings BY_CA =
      new TlsSettings(TlsVerify.CA, List.of(Pki.CA.getCertificate()), null);
  private static final TlsSettings IN_FULL =
      new TlsSettings(TlsVerify.FULL, List.of(Pki.CA.getCertificate()), null);

  @AutoClose private final HttpLooks looks = new HttpLooks();

  @Test
  void anyCertificateWillDoWithoutVerification() throws Exception {
    for (X509Bundle bundle : List.of(Pki.SERVER, Pki.ELSEWHERE, Pki.EXPIRED)) {
      assertThat(look(bundle, TlsSettings.UNVERIFIED).reason()).isEqualTo(Reason.OK);
    }
  }

  @Test
  void theRightCa() throws Exception {
    assertThat(look(Pki.SERVER, BY_CA).reason()).isEqualTo(Reason.OK);
    assertThat(look(Pki.ELSEWHERE, BY_CA).reason())
        .as("another name, which ca does not look at")
        .isEqualTo(Reason.OK);
  }

  @Test
  void theWrongCa() throws Exception {
    for (TlsVerify verify : List.of(TlsVerify.CA, TlsVerify.FULL)) {
      ProbeResult result =
          look(Pki.SERVER, new TlsSettings(verify, List.of(Pki.OTHER_CA.getCertificate()), null));
      assertThat(result.evidence())
          .isEqualTo("certificate refused: issued by an authority that ca-file does not have");
      assertThat(result.reason()).isEqualTo(Reason.CERTIFICATE);
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
    }
  }

  @Test
  void expired() throws Exception {
    for (TlsSettings settings : List.of(BY_CA, IN_FULL)) {
      ProbeResult result = look(Pki.EXPIRED, settings);
      assertThat(result.evidence())
          .startsWith("certificate refused: expired: NotAfter: ")
          .contains("2021");
      assertThat(result.reason()).isEqualTo(Reason.CERTIFICATE);
    }
  }

  @Test
  void theRightAddress() throws Exception {
    assertThat(look(Pki.SERVER, IN_FULL).reason()).isEqualTo(Reason.OK);
  }

  @Test
  void theWrongAddress() throws Exception {
    ProbeResult result = look(Pki.ELSEWHERE, IN_FULL);
    assertThat(result.evidence())
        .isEqualTo(
            "certificate refused: No subject alternative names matching IP address 127.0.0.1 found");
    assertThat(result.reason()).isEqualTo(Reason.CERTIFICATE);
  }

  @Test
  void theRightName() throws Exception {
    TlsSettings named = new TlsSettings(TlsVerify.FULL, List.of(Pki.CA.getCertificate()), Pki.NAME);
    assertThat(look(Pki.SERVER, named).reason()).isEqualTo(Reason.OK);
  }

  @Test
  void theWrongName() throws Exception {
    TlsSettings named =
        new TlsSettings(TlsVerify.FULL, List.of(Pki.CA.getCertificate()), "elsewhere.test");
    ProbeResult result = look(Pki.SERVER, named);
    assertThat(result.evidence())
        .startsWith(
            "certificate refused: No subject alternative DNS name matching elsewhere.test found");
    assertThat(result.reason()).isEqualTo(Reason.CERTIFICATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiserver.test", "kubernetes"})
  void sendsANameAsSni(String name) throws Exception {
    assertThat(serverNamesOf(new TlsSettings(TlsVerify.NONE, List.of(), name)))
        .containsExactly("type=host_name (0), value=" + name);
  }

  @Test
  void sendsNoSniForAnAddress() throws Exception {
    assertThat(serverNamesOf(TlsSettings.UNVERIFIED)).isEmpty();
  }

  private List<String> serverNamesOf(TlsSettings settings) throws Exception {
    CompletableFuture<List<String>> names = new CompletableFuture<>();
    try (FakeServer server =
        looks
            .server(ProbeType.HTTPS, answer(OK_HTTP))
            .inspect(socket -> names.complete(serverNames(socket)))) {
      looks.look(spec(server.address(), settings));
      return names.get(5, TimeUnit.SECONDS);
    }
  }

  private static List<String> serverNames(SSLSocket socket) {
    return ((ExtendedSSLSession) socket.getSession())
        .getRequestedServerNames().stream().map(SNIServerName::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksBothVersionsAndSaysGoodbye(String version) throws Exception {
    try (FakeServer server = looks.server(ProbeType.HTTPS, answer(OK_HTTP)).offering(version)) {
      assertThat(looks.look(spec(server.address(), BY_CA)).reason()).isEqualTo(Reason.OK);
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  /**
   * The server ends first, as one does that answers {@code Connection: close} at once: it is still
   * owed our close_notify.
   */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysGoodbyeToAServerThatEndedFirst(String version) throws Exception {
    try (FakeServer server =
        looks
            .server(
                ProbeType.HTTPS,
                socket -> {
                  FakeServer.readRequest(socket);
                  FakeServer.send(socket, OK_HTTP);
                  ((SSLSocket) socket).shutdownOutput();
                })
            .offering(version)) {
      assertThat(looks.look(spec(server.address(), BY_CA)).reason()).isEqualTo(Reason.OK);
      assertThat(server.awaitEnding()).isEqualTo("end");
    }
  }

  /**
   * An RSA cipher suite and a certificate with an elliptic key: the server has nothing to offer.
   */
  @Test
  void theServerRefusesTheHandshake() throws Exception {
    try (FakeServer server =
        looks
            .server(ProbeType.HTTPS, answer(OK_HTTP))
            .offering("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")) {
      ProbeResult result = looks.look(spec(server.address(), BY_CA));
      assertThat(result.evidence())
          .isEqualTo("TLS failed: Received fatal alert: handshake_failure");
      assertThat(result.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
    }
  }

  @Test
  void notTls() throws Exception {
    try (FakeServer server =
        FakeServer.plain(socket -> FakeServer.send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      ProbeResult result = looks.look(spec(server.address(), BY_CA));
      assertThat(result.evidence())
          .isEqualTo("what came is not TLS (expected: a TLS server; is the check's type http?)");
      assertThat(result.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(result.verdict()).isEqualTo(Verdict.NOT_READY);
    }
  }

  @Test
  void theServerWantsACertificateOfOurs() throws Exception {
    try (FakeServer server =
        looks.server(ProbeType.HTTPS, answer(OK_HTTP)).needingClientCertificate()) {
      ProbeResult result = looks.look(spec(server.address(), BY_CA));
      assertThat(result.evidence()).startsWith("TLS failed: ").contains("alert");
      assertThat(result.reason()).isEqualTo(Reason.TLS_FAILED);
    }
  }

  @Test
  void theJdksHttpsServer() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(Pki.serverContext(Pki.SERVER)));
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    try {
      ProbeSpec spec = spec(server.getAddress(), IN_FULL);
      Probe probe = spec.newProbe();
      for (int i = 0; i < 20; i++) {
        assertThat(looks.look(spec, probe).evidence()).isEqualTo("HTTP 200");
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void readsAllCertificatesOfACaFile(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("ca.crt");
    Files.writeString(file, Pki.CA.getCertificatePEM() + Pki.OTHER_CA.getCertificatePEM());
    assertThat(CaFile.read(file))
        .containsExactly(Pki.CA.getCertificate(), Pki.OTHER_CA.getCertificate());
  }

  @Test
  void refusesAFileWithoutCertificates(@TempDir Path dir) throws Exception {
    Path empty = Files.createFile(dir.resolve("empty.crt"));
    assertThatThrownBy(() -> CaFile.read(empty))
        .isInstanceOf(CertificateException.class)
        .hasMessage("ca-file: value: %s (expected: a file with PEM certificates)", empty);
    Path text = Files.writeString(dir.resolve("text.crt"), "no certificate\n");
    assertThatThrownBy(() -> CaFile.read(text)).isInstanceOf(CertificateException.class);
  }

  private ProbeResult look(X509Bundle bundle, TlsSettings settings)
      throws InterruptedException, java.io.IOException {
    try (FakeServer server = FakeServer.tls(Pki.serverContext(bundle), answer(OK_HTTP))) {
      return looks.look(spec(server.address(), settings));
    }
  }

  private static ProbeSpec spec(InetSocketAddress target, TlsSettings settings) {
    return new ProbeSpec(ProbeType.HTTPS, target, LONG.toNanos(), HttpSettings.DEFAULT, settings);
  }
}
