package io.vipgate.health.probe;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client certificate and its key, re-read when one of the files changes. */
final class IdentityFiles {
  private final WatchedFile certificate;
  private final WatchedFile key;
  private List<X509Certificate> chain = List.of();
  private @Nullable PrivateKey privateKey;

  IdentityFiles(ClientIdentity identity) {
    this.certificate = new WatchedFile(identity.certificate());
    this.key = new WatchedFile(identity.key());
  }

  /**
   * Reads both files if one has changed. While one is new and the other still old, as in the middle
   * of a rotation, nothing is taken over: that look fails for a reason of our own, and the next one
   * tries again.
   *
   * @return whether one has
   * @throws CredentialException if they cannot be read, or do not belong together
   */
  boolean refresh() throws CredentialException {
    try {
      boolean newCertificate = certificate.changed();
      boolean newKey = key.changed();
      if (!newCertificate && !newKey) {
        return false;
      }
      List<X509Certificate> newChain = CaFile.read(certificate.path());
      PrivateKey read = PrivateKeyFile.read(key.path());
      KeyMatch.require(newChain.get(0), read);
      chain = newChain;
      privateKey = read;
      return true;
    } catch (IOException | GeneralSecurityException e) {
      certificate.forget();
      throw new CredentialException(
          "client-cert: %s: %s".formatted(certificate.path(), e.getMessage()), e);
    }
  }

  void applyTo(SslContextBuilder builder) {
    if (privateKey != null) {
      builder.keyManager(privateKey, chain);
    }
  }
}
