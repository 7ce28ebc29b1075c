package io.vipgate.health.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A file of PEM certificates, such as {@code /etc/kubernetes/pki/ca.crt}. */
public final class CaFile {
  private CaFile() {}

  /**
   * Reads all certificates in the file.
   *
   * @return at least one
   * @throws IOException if it cannot be read
   * @throws CertificateException if it holds no certificate, or something that is not one
   */
  public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new CertificateException(
            "ca-file: value: %s (expected: a file with PEM certificates)".formatted(file));
      }
      return certificates;
    }
  }
}
