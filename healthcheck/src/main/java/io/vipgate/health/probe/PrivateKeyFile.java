package io.vipgate.health.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM. The JDK reads PKCS #8 (RFC 5958); the older forms of openssl and kubeadm
 * are the inner part of one, so they are wrapped:
 *
 * <pre>
 *   SEQUENCE {
 *     INTEGER 0
 *     SEQUENCE { OID rsaEncryption, NULL }  or  { OID ecPublicKey, OID of the curve }
 *     OCTET STRING { the key as in RFC 8017 A.1.2 (PKCS #1) or RFC 5915 (SEC 1) }
 *   }
 * </pre>
 */
final class PrivateKeyFile {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final byte[] VERSION = {0x02, 0x01, 0x00};
  private static final byte[] RSA_ENCRYPTION = {
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };
  private static final byte[] EC_PUBLIC_KEY = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;

  /** RFC 5915: {@code parameters [0]}, which holds the curve. */
  private static final int PARAMETERS = 0xa0;

  private PrivateKeyFile() {}

  /**
   * Reads the first key in the file.
   *
   * @throws IOException if it cannot be read
   * @throws GeneralSecurityException if it holds no key that we can use; one with a passphrase is
   *     none
   */
  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new InvalidKeySpecException(
          "client-key: value: %s (expected: a PEM file with a private key, without a passphrase)"
              .formatted(file));
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    return switch (pem.group(1)) {
      case "RSA PRIVATE KEY" -> generate("RSA", wrap(RSA_ENCRYPTION, der));
      case "EC PRIVATE KEY" -> generate("EC", wrap(concat(EC_PUBLIC_KEY, curve(der)), der));
      default -> generate(der);
    };
  }

  private static PrivateKey generate(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeySpecException unknown =
        new InvalidKeySpecException(
            "client-key: unknown algorithm (expected: RSA, EC, Ed25519 or Ed448)");
    for (String algorithm : List.of("RSA", "EC", "Ed25519", "Ed448")) {
      try {
        return generate(algorithm, pkcs8);
      } catch (InvalidKeySpecException otherAlgorithm) {
        unknown.addSuppressed(otherAlgorithm);
      }
    }
    throw unknown;
  }

  private static PrivateKey generate(String algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return element(
        SEQUENCE,
        concat(VERSION, concat(element(SEQUENCE, algorithm), element(OCTET_STRING, key))));
  }

  /** The OID of the curve, in {@code parameters [0]} of an ECPrivateKey. */
  private static byte[] curve(byte[] key) throws InvalidKeySpecException {
    for (int i = 0; i + 3 < key.length; i++) {
      int length = key[i + 1];
      boolean found =
          (key[i] & 0xff) == PARAMETERS
              && key[i + 2] == OBJECT_IDENTIFIER
              && length == key[i + 3] + 2
              && i + 2 + length <= key.length;
      if (found) {
        return java.util.Arrays.copyOfRange(key, i + 2, i + 2 + length);
      }
    }
    throw new InvalidKeySpecException("client-key: no named curve (expected: one, as P-256)");
  }

  /** DER, X.690 sections 8.1 and 10.1: a tag, a length in as few bytes as it takes, the content. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
