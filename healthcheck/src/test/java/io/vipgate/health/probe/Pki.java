package io.vipgate.health.probe;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** Keys and certificates, made when the tests start. */
final class Pki {
  static final String NAME = "apiserver.test";

  static final X509Bundle CA = ca("vipgate-test-ca");
  static final X509Bundle OTHER_CA = ca("somebody-elses-ca");

  /** For 127.0.0.1 and {@link #NAME}. */
  static final X509Bundle SERVER = issue(server(), CA);

  /** For another name and address. */
  static final X509Bundle ELSEWHERE =
      issue(
          template("elsewhere").addSanDnsName("elsewhere.test").addSanIpAddress("127.99.99.99"),
          CA);

  static final X509Bundle EXPIRED =
      issue(
          server()
              .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
              .notAfter(Instant.parse("2021-01-01T00:00:00Z")),
          CA);

  private Pki() {}

  private static CertificateBuilder server() {
    return template("apiserver").addSanDnsName(NAME).addSanIpAddress("127.0.0.1");
  }

  private static CertificateBuilder template(String name) {
    return new CertificateBuilder().ecp256().subject("CN=" + name).addExtendedKeyUsageServerAuth();
  }

  private static X509Bundle ca(String name) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=" + name)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle issue(CertificateBuilder builder, X509Bundle ca) {
    try {
      return builder.buildIssuedBy(ca);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static SSLContext serverContext(X509Bundle bundle) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
