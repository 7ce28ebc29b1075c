package io.vipgate.health.probe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Whether a key is the certificate's. */
final class KeyMatch {
  private static final byte[] MESSAGE = "vipgate".getBytes(StandardCharsets.US_ASCII);

  private KeyMatch() {}

  /**
   * Signs with one, and verifies with the other.
   *
   * @throws GeneralSecurityException if they do not belong together
   */
  static void require(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())
        || !signs(certificate, key)) {
      throw new InvalidKeyException("the key is not the certificate's (expected: a pair)");
    }
  }

  private static boolean signs(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> algorithm; // Ed25519, Ed448 go by their own name
            });
    signature.initSign(key);
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(MESSAGE);
    return signature.verify(signed);
  }
}
