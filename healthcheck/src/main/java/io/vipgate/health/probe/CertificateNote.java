package io.vipgate.health.probe;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a server's certificate as far as the settings say, and notes what it is: also of one
 * that is refused. On the loop's thread only, as the handshakes are.
 */
final class CertificateNote extends X509ExtendedTrustManager {
  private final @Nullable X509ExtendedTrustManager judge;
  private @Nullable X509Certificate seen;
  private @Nullable ServerCertificate last;

  CertificateNote(TlsSettings settings) {
    this.judge = settings.verify() == TlsVerify.NONE ? null : judge(settings.trusted());
  }

  private static X509ExtendedTrustManager judge(List<X509Certificate> trusted) {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        anchors.setCertificateEntry("ca-" + i, trusted.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalArgumentException(
          "tls: no trust in these certificates: " + e.getMessage(), e);
    }
  }

  /** What the server showed last; null before the first handshake. */
  @Nullable ServerCertificate last() {
    return last;
  }

  private void note(X509Certificate[] chain) {
    if (!chain[0].equals(seen)) {
      seen = chain[0];
      last = ServerCertificate.of(chain[0]);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    note(chain);
    if (judge != null) {
      judge.checkServerTrusted(chain, type, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw notAServer();
  }

  private static CertificateException notAServer() {
    return new CertificateException("only servers are verified here, by an engine");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge == null ? new X509Certificate[0] : judge.getAcceptedIssuers();
  }
}
