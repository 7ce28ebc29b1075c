package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as openssl writes them; that they are understood is proved by what they sign. */
class PrivateKeyFileTest {
  private static final String RSA = "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048";

  @TempDir private Path directory;

  @BeforeEach
  void tools() {
    RealServer.require("openssl");
  }

  @ParameterizedTest
  @CsvSource({
    "'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048', BEGIN PRIVATE KEY, RSA",
    "genrsa -traditional 2048, BEGIN RSA PRIVATE KEY, RSA",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, BEGIN PRIVATE KEY, EC",
    "ecparam -name prime256v1 -genkey, BEGIN EC PARAMETERS, EC",
    "ecparam -name secp384r1 -genkey -noout, BEGIN EC PRIVATE KEY, EC",
    "ecparam -name secp521r1 -genkey -noout, BEGIN EC PRIVATE KEY, EC",
    "genpkey -algorithm ED25519, BEGIN PRIVATE KEY, EdDSA",
  })
  void isRead(String command, String begins, String algorithm) throws Exception {
    Path file = make(command);
    assertThat(file).content(StandardCharsets.US_ASCII).contains(begins);

    PrivateKey key = PrivateKeyFile.read(file);

    assertThat(key.getAlgorithm()).isIn(algorithm, "Ed25519");
    KeyMatch.require(certificateOf(file), key);
  }

  @Test
  void anotherCertificatesKeyIsNoneOfIts() throws Exception {
    X509Certificate certificate = certificateOf(make(RSA));
    PrivateKey other = PrivateKeyFile.read(make(RSA));
    assertThatThrownBy(() -> KeyMatch.require(certificate, other))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("the key is not the certificate's (expected: a pair)");
    PrivateKey otherKind = PrivateKeyFile.read(make("ecparam -name prime256v1 -genkey"));
    assertThatThrownBy(() -> KeyMatch.require(certificate, otherKind))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void oneWithAPassphraseIsRefused() throws Exception {
    Path file = make(RSA + " -aes256 -pass pass:secret");
    assertThatThrownBy(() -> PrivateKeyFile.read(file))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("a private key, without a passphrase");
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no key\n");
    assertThatThrownBy(() -> PrivateKeyFile.read(text))
        .isInstanceOf(GeneralSecurityException.class);
    Path damaged =
        Files.writeString(
            directory.resolve("damaged"),
            "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    assertThatThrownBy(() -> PrivateKeyFile.read(damaged))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("no named curve");
  }

  private Path make(String command) throws Exception {
    Path file = Files.createTempFile(directory, "key", ".pem");
    run(command + " -out " + file);
    return file;
  }

  private X509Certificate certificateOf(Path key) throws Exception {
    Path file = Files.createTempFile(directory, "certificate", ".pem");
    run("req -x509 -new -subj /CN=test -days 1 -key " + key + " -out " + file);
    return CaFile.read(file).get(0);
  }

  private static void run(String arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    // genrsa takes its size last.
    if (command.remove("2048")) {
      command.add("2048");
    }
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as("%s: %s", command, output).isZero();
  }
}
